package dev.switchboard.services;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code .talk} files beside these classes: what each service says, over each transport. */
final class TalkFiles {

  private TalkFiles() {}

  static Map<String, String> of(Entry entry) {
    Map<String, String> talks = new LinkedHashMap<>();
    for (String scheme : entry.schemes()) {
      String file = entry.name() + (scheme.equals("tcp") ? "" : "." + scheme) + ".talk";
      talks.put(file, text(file));
    }
    return talks;
  }

  private static String text(String file) {
    try (InputStream in = TalkFiles.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing: every service has its specification");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
