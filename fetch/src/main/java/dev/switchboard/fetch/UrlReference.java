package dev.switchboard.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reference in a Location header field, and where it leads (RFC 3986, 5.2). */
final class UrlReference {

  private static final Pattern WITH_SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)");

  private UrlReference() {}

  static Url resolve(Url base, String location) {
    String reference = bytesEncoded(location);
    Matcher scheme = WITH_SCHEME.matcher(reference);
    if (scheme.matches()) {
      boolean secure = UrlText.isSecure(location, scheme.group(1));
      if (!scheme.group(2).startsWith("//")) {
        throw UrlText.wrong(location, "the host is missing");
      }
      return UrlText.authorityAndTarget(location, secure, scheme.group(2).substring(2));
    }
    if (reference.startsWith("//")) {
      return UrlText.authorityAndTarget(location, base.secure(), reference.substring(2));
    }
    return new Url(
        base.secure(), base.host(), base.port(), UrlText.target(merged(base.target(), reference)));
  }

  /**
   * The text of a header field stands for its bytes, one character each: what is not ASCII, and
   * blanks, are encoded byte by byte, which is right whatever the bytes mean.
   */
  private static String bytesEncoded(String location) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : location.strip().getBytes(ISO_8859_1)) {
      if (b > ' ' && b < 0x7f) {
        encoded.append((char) b);
      } else {
        encoded.append(String.format("%%%02X", b));
      }
    }
    return encoded.toString();
  }

  private static String merged(String target, String reference) {
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    if (reference.isEmpty() || reference.startsWith("#")) {
      return target;
    }
    if (reference.startsWith("?")) {
      return path + reference;
    }
    return reference.startsWith("/")
        ? reference
        : path.substring(0, path.lastIndexOf('/') + 1) + reference;
  }

  /** Takes {@code .} and {@code ..} out of a path that begins with a slash (RFC 3986, 5.2.4). */
  static String withoutDots(String path) {
    String[] segments = path.substring(1).split("/", -1);
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      switch (segments[i]) {
        case "." -> {}
        case ".." -> {
          if (!kept.isEmpty()) {
            kept.removeLast();
          }
        }
        default -> {
          kept.add(segments[i]);
          continue;
        }
      }
      if (last) {
        kept.add(""); // a folder stays one
      }
    }
    return "/" + String.join("/", kept);
  }
}
