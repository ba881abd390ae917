package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code speak} and the programs that listen on every machine, over TCP, UDP and Unix sockets. */
class SpeakRealServersTest {

  /** A server as a beginner writes it: hears one message, passes it on, says one, and leaves. */
  private static final String PYTHON =
      """
      import socket, sys
      kind, where = sys.argv[1], sys.argv[2]
      unix = kind == 'Unix'
      address = where if unix else ('127.0.0.1', int(where))
      family = socket.AF_UNIX if unix else socket.AF_INET
      if kind == 'UDP':
          server = socket.socket(family, socket.SOCK_DGRAM)
          server.bind(address)
          data, client = server.recvfrom(1024)
          print(data.decode(), end='', flush=True)
          server.sendto(sys.stdin.readline().encode(), client)
      else:
          server = socket.socket(family, socket.SOCK_STREAM)
          server.bind(address)
          server.listen()
          connection, client = server.accept()
          print(connection.recv(1024).decode(), end='', flush=True)
          connection.sendall(sys.stdin.readline().encode())
          connection.close()
      """;

  @TempDir Path folder;

  static Stream<Arguments> listeners() {
    return Stream.of(
        Arguments.of("TCP", "nc -l -N 127.0.0.1 WHERE"),
        Arguments.of("TCP", "ncat -l 127.0.0.1 WHERE"),
        Arguments.of("TCP", "socat - TCP-LISTEN:WHERE,bind=127.0.0.1"),
        Arguments.of("TCP", "python3"),
        Arguments.of("Unix", "nc -l -N -U WHERE"),
        Arguments.of("Unix", "ncat -l -U WHERE"),
        Arguments.of("Unix", "socat - UNIX-LISTEN:WHERE"),
        Arguments.of("Unix", "python3"),
        Arguments.of("UDP", "nc -u -l 127.0.0.1 WHERE"),
        Arguments.of("UDP", "ncat -u -l 127.0.0.1 WHERE"),
        Arguments.of("UDP", "socat - UDP-LISTEN:WHERE,bind=127.0.0.1"),
        Arguments.of("UDP", "python3"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("listeners")
  void isHeardAndAnswered(String over, String program) throws Exception {
    boolean unix = over.equals("Unix");
    String where = unix ? folder.resolve("s").toString() : Integer.toString(Listeners.freePort());
    try (Child server = Child.start(command(program, over, where))) {
      switch (over) {
        case "TCP" -> Listeners.awaitTcp(Integer.parseInt(where));
        case "UDP" -> Listeners.awaitUdp(Integer.parseInt(where));
        default -> Listeners.awaitUnix(Path.of(where));
      }
      String[] words =
          switch (over) {
            case "TCP" -> new String[] {"speak", "127.0.0.1", where};
            case "UDP" -> new String[] {"speak", "-u", "127.0.0.1", where};
            default -> new String[] {"speak", "-U", where};
          };
      try (Child speak = Child.start(Switchboard.command(words))) {
        speak.send("zoë?\n");
        server.out().await("zoë?\n");
        server.send("yes, zoë\n");
        speak.out().await("yes, zoë\n");
        server.endInput();
        if (over.equals("UDP")) {
          speak.endInput(); // nobody else can end it
        }
        Child.Finished finished = speak.await();
        assertThat(finished.out()).isEqualTo("yes, zoë\n");
        assertThat(finished.err()).isEmpty();
        assertThat(finished.code()).isZero();
        assertThat(server.out().text()).isEqualTo("zoë?\n");
      }
    }
  }

  private static List<String> command(String program, String over, String where) {
    List<String> words = new ArrayList<>(List.of(program.replace("WHERE", where).split(" ", -1)));
    words.set(0, Needs.program(words.getFirst()));
    if (program.equals("python3")) {
      words.addAll(List.of("-c", PYTHON, over, where));
    }
    return words;
  }
}
