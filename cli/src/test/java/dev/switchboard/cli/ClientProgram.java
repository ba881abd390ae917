package dev.switchboard.cli;

import java.util.List;
import java.util.stream.Stream;

/**
 * A client that others wrote, and how its command line says where to and that stdin's end is to be
 * passed on.
 */
record ClientProgram(String name, List<String> tcp, List<String> udp) {

  private static final String PORT = "PORT";

  /** Those that can be part of a pipe, and speak TCP and UDP. */
  static final List<ClientProgram> ALL =
      List.of(
          new ClientProgram(
              "nc", List.of("-N", "127.0.0.1", PORT), List.of("-u", "-q", "0", "127.0.0.1", PORT)),
          new ClientProgram(
              "ncat", List.of("127.0.0.1", PORT), List.of("--udp", "127.0.0.1", PORT)),
          new ClientProgram(
              "socat",
              // How long the answer may take after stdin's end; half a second if nothing is said.
              List.of("-t40", "-", "TCP:127.0.0.1:PORT"),
              List.of("-t0", "-", "UDP:127.0.0.1:PORT")));

  List<String> overTcp(int port) {
    return command(tcp, port);
  }

  List<String> overUdp(int port) {
    return command(udp, port);
  }

  private List<String> command(List<String> words, int port) {
    return Stream.concat(
            Stream.of(Needs.program(name)),
            words.stream().map(word -> word.replace(PORT, Integer.toString(port))))
        .toList();
  }

  /** A client's command with its output given to another command. */
  static List<String> piped(List<String> client, String filter) {
    return Stream.concat(
            Stream.of(Needs.program("sh"), "-c", "\"$@\" | " + filter, "sh"), client.stream())
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
