package dev.switchboard.fetch;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the end of a body is known, from the head (RFC 9112, 6.3). */
final class BodyChoice {

  private BodyChoice() {}

  static Body of(Head head, boolean answersHead, ReplyEvents events) throws ReplyException {
    if (answersHead || head.status() == 204 || head.status() == 304) {
      return new NoBody();
    }
    List<String> codings =
        items(head.values("transfer-encoding")).stream()
            .map(coding -> coding.toLowerCase(Locale.ROOT))
            .filter(coding -> !coding.equals("identity")) // RFC 2616's word for none
            .toList();
    List<String> lengths = items(head.values("content-length"));
    if (codings.isEmpty()) {
      return lengths.isEmpty() ? new UntilCloseBody() : new LengthBody(length(lengths));
    }
    if (!codings.equals(List.of("chunked"))) {
      throw new ReplyException.Malformed(
          "its Transfer-Encoding is '"
              + String.join(", ", codings)
              + "': only chunked was to be expected");
    }
    if (!lengths.isEmpty()) {
      events.remark(
          "The reply has both Transfer-Encoding: chunked and Content-Length: "
              + String.join(", ", lengths)
              + "; chunked counts (RFC 9112, 6.3).");
    }
    if (head.version().equals("HTTP/1.0")) {
      events.remark("The reply is chunked, which HTTP/1.0 does not know; it is read so.");
    }
    return new ChunkedBody();
  }

  /** The same length said several times is that length (RFC 9110, 8.6). */
  private static long length(List<String> lengths) throws ReplyException {
    long length = -1;
    for (String said : lengths) {
      long each = length(said);
      if (length >= 0 && each != length) {
        throw new ReplyException.Malformed(
            "it has different values of Content-Length: " + String.join(", ", lengths));
      }
      length = each;
    }
    return length;
  }

  private static long length(String digits) throws ReplyException {
    if (!digits.matches("[0-9]+")) {
      throw new ReplyException.Malformed(
          "its Content-Length is no number: " + FieldSection.shown(digits));
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new ReplyException.Malformed("its Content-Length does not fit into 63 bits: " + digits);
    }
  }

  /** Several fields of one name are one list (RFC 9110, 5.3). */
  private static List<String> items(List<String> values) {
    return values.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .toList();
  }
}
