package dev.switchboard.cli;

import java.nio.file.Path;

/** The repository's home directory. */
final class Home {

  private Home() {}

  static Path path() {
    return Path.of(System.getProperty("switchboard.home", "..")).toAbsolutePath().normalize();
  }

  static String file(String name) {
    return path().resolve(name).toString();
  }
}
