package dev.switchboard.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An authority and certificates of it, made by openssl in a folder: {@code ca}, {@code server} for
 * localhost and 127.0.0.1, {@code other} for other.example, {@code client}, {@code expired}.
 */
final class Certificates {

  private final Path folder;

  Certificates(Path folder) throws Exception {
    this.folder = folder;
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=Lab-CA"
            + " -addext basicConstraints=critical,CA:TRUE");
    make("server", "rsa:2048", "DNS:localhost,IP:127.0.0.1", 2);
    make("other", "ec -pkeyopt ec_paramgen_curve:P-256", "DNS:other.example,DNS:*.wild.example", 2);
    make("client", "rsa:2048", "DNS:client", 2);
    make("expired", "rsa:2048", "DNS:localhost,IP:127.0.0.1", 0);
  }

  private void make(String name, String key, String names, int days) throws Exception {
    openssl(
        "req -new -newkey %s -nodes -keyout %s.key -out %s.csr -subj /CN=%s"
            .formatted(key, name, name, name));
    Files.writeString(file(name + ".ext"), "subjectAltName=" + names + "\n");
    String valid = days == 0 ? "-days -1" : "-days " + days;
    openssl(
        "x509 -req -in %s.csr -CA ca.pem -CAkey ca.key -CAcreateserial %s -out %s.pem -extfile %s.ext"
            .formatted(name, valid, name, name));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  String path(String name) {
    return file(name).toString();
  }

  /** Runs openssl in the folder. */
  String openssl(String arguments) throws Exception {
    String command = "cd '" + folder + "' && " + Needs.program("openssl") + " " + arguments;
    Child.Finished finished = Child.run(List.of("bash", "-c", command));
    if (finished.code() != 0) {
      throw new AssertionError(finished);
    }
    return finished.out();
  }
}
