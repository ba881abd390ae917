package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of docs/ends.md, run: what is observed is what stands there. */
class EndsTest {

  private static final List<String> TRANSPORTS = List.of("TCP", "Unix", "UDP");

  @TempDir Path folder;

  static List<List<String>> speakRows() throws IOException {
    return EndsPage.rows("speak");
  }

  static List<List<String>> clientRows() throws IOException {
    return EndsPage.rows("Client");
  }

  static List<List<String>> serveRows() throws IOException {
    return EndsPage.rows("serve");
  }

  /**
   * A happening that no test knows fails in the test of its row; one that is missing fails here.
   */
  @Test
  void everyTransportHasARowForEverythingThatCanHappen() throws IOException {
    assertThat(EndsPage.tables()).containsExactly("speak", "Client", "serve", "TLS");
    for (String table : List.of("speak", "Client", "serve")) {
      List<List<String>> rows = EndsPage.rows(table);
      List<String> happenings = rows.stream().map(row -> row.get(1)).distinct().toList();
      assertThat(happenings).as(table).hasSize(4);
      assertThat(rows.stream().map(row -> row.subList(0, 2)))
          .as(table)
          .containsExactlyElementsOf(
              TRANSPORTS.stream()
                  .flatMap(over -> happenings.stream().map(what -> List.of(over, what)))
                  .toList());
    }
  }

  @ParameterizedTest(name = "speak over {0}")
  @MethodSource("speakRows")
  void speak(List<String> row) throws Exception {
    String over = row.get(0);
    String happens = row.get(1);
    boolean packets = over.equals("UDP");
    try (BareServer server = BareServer.over(over);
        Child speak = Child.start(Switchboard.command(words(row, server.endpoint())))) {
      speak.send("question\n");
      server.hear("question".length());
      switch (happens) {
        case "stdin ends" -> {
          if (packets) { // it stays for a second, which is too short for a test to answer in
            server.say("answer\n");
            speak.out().await("answer");
            speak.endInput();
          } else {
            speak.endInput();
            server.hearEnd();
            server.say("answer\n");
            server.finish();
          }
        }
        case "the server finishes" -> {
          server.say("answer\n");
          server.finish();
          server.hearEnd();
        }
        case "the server resets" -> {
          server.reset();
          if (packets) {
            speak.send("anybody there?\n");
          }
        }
        case "-w 3s is over" -> server.hearEnd();
        default -> throw new AssertionError("no test knows what is meant by: " + happens);
      }
      Child.Finished finished = speak.await();
      assertThat(
              List.of(
                  over,
                  happens,
                  server.seen(),
                  shown(finished.out()),
                  shown(finished.err().replace(server.endpoint(), "ENDPOINT")),
                  Integer.toString(finished.code())))
          .isEqualTo(row);
    }
  }

  private static String[] words(List<String> row, String endpoint) {
    boolean wait =
        row.get(1).startsWith("-w")
            || row.subList(0, 2).equals(List.of("UDP", "the server finishes"));
    return wait ? new String[] {"speak", "-w", "3s", endpoint} : new String[] {"speak", endpoint};
  }

  private static String shown(String text) {
    return text.isEmpty() ? "—" : text.strip();
  }

  @ParameterizedTest(name = "Client over {0}")
  @MethodSource("clientRows")
  void client(List<String> row) throws Exception {
    String over = row.get(0);
    String happens = row.get(1);
    List<Event> told = new CopyOnWriteArrayList<>();
    boolean impatient =
        happens.equals("the timeout is over")
            || (over.equals("UDP") && happens.equals("the server finishes"));
    try (BareServer server = BareServer.over(over)) {
      Endpoint endpoint = Endpoint.parse(server.endpoint());
      Client client =
          Client.to(endpoint)
              .framing(over.equals("UDP") ? Framing.datagram() : Framing.line())
              .timeout(impatient ? Duration.ofMillis(50) : Child.PATIENCE)
              .listener(told::add)
              .connect();
      client.send("question");
      server.hear("question".length());
      String answers =
          switch (happens) {
            case "finish() is called" -> {
              try {
                client.finish();
              } catch (IllegalStateException e) {
                yield "IllegalStateException: " + e.getMessage();
              }
              server.hearEnd();
              server.say("answer\n");
              server.finish();
              yield answers(client);
            }
            case "the server finishes" -> {
              server.say(over.equals("UDP") ? "answer" : "answer\n");
              server.finish();
              yield answers(client);
            }
            case "the server resets" -> {
              server.reset();
              if (over.equals("UDP")) {
                client.send("anybody there?");
              }
              yield answers(client);
            }
            case "the timeout is over" -> answers(client);
            default -> throw new AssertionError("no test knows what is meant by: " + happens);
          };
      client.close();
      if (!happens.equals("the server resets") && !server.seen().endsWith("end")) {
        server.hearEnd();
      }
      String ended =
          told.stream()
              .filter(Event.Ended.class::isInstance)
              .map(event -> ((Event.Ended) event).ending().toString())
              .collect(Collectors.joining());
      assertThat(
              List.of(
                  over,
                  happens,
                  server.seen(),
                  answers.replace(server.endpoint(), "ENDPOINT"),
                  ended))
          .isEqualTo(row);
    }
  }

  /** What receive answers until there is no more to come. */
  private static String answers(Client client) {
    List<String> answers = new ArrayList<>();
    try {
      String message = client.receive();
      while (message != null) {
        answers.add(message);
        message = client.receive();
      }
      answers.add("null");
    } catch (IOException e) {
      String what = e.getMessage() == null ? "" : ": " + e.getMessage();
      String name = e.getClass().getSimpleName().replace("SocketException", "IOException");
      answers.add(name + what);
    }
    return String.join(", then ", answers);
  }

  @ParameterizedTest(name = "serve over {0}")
  @MethodSource("serveRows")
  void serve(List<String> row) throws Exception {
    String over = row.get(0);
    String happens = row.get(1);
    String where =
        switch (over) {
          case "TCP" -> "127.0.0.1:0";
          case "Unix" -> "unix:" + folder.resolve("s");
          default -> "udp://127.0.0.1:0";
        };
    String[] framing = over.equals("UDP") ? new String[0] : new String[] {"--framing", "line"};
    String[] words =
        Stream.of(new String[] {where, "--idle", "3s", "--repeat", "-v"}, framing)
            .flatMap(Stream::of)
            .toArray(String[]::new);
    try (Switchboard serve = Switchboard.serve("upper", words)) {
      Endpoint endpoint = serve.endpoints("upper").getFirst();
      String sees;
      try (BareClient client = BareClient.to(endpoint)) {
        switch (happens) {
          case "stdin ends" -> {
            serve.child().endInput();
            client.say("question\n");
            client.hear("QUESTION\n".length());
          }
          case "the client finishes" -> {
            client.say("question\n");
            client.hear("QUESTION\n".length());
            client.finish();
            client.hearEnd();
          }
          case "the client resets" -> {
            client.say("question\n");
            serve.err().await("< \"QUESTION\\n\"");
            client.reset();
          }
          case "--idle 3s is over" -> {
            client.say("question\n");
            client.hear("QUESTION\n".length());
            client.hearEnd();
          }
          default -> throw new AssertionError("no test knows what is meant by: " + happens);
        }
        sees = client.seen();
        if (happens.equals("stdin ends")) {
          serve.err().await("< \"QUESTION\\n\"");
          assertThat(List.of(over, happens, sees, says(serve))).isEqualTo(row);
        }
      }
      if (!happens.equals("stdin ends")) {
        serve.err().await(" #1 ended: ");
        assertThat(List.of(over, happens, sees, says(serve))).isEqualTo(row);
      }
      try (BareClient next = BareClient.to(endpoint)) {
        next.say("next\n");
        next.hear("NEXT\n".length());
        assertThat(next.seen()).isEqualTo("NEXT");
      }
    }
  }

  private static String says(Switchboard serve) {
    return serve
        .err()
        .text()
        .lines()
        .filter(line -> line.contains(" #1 ") && !line.contains(" accepted from "))
        .filter(line -> !line.contains(" held its loop ")) // on a busy machine
        .map(line -> line.replaceFirst(".* #1 ", ""))
        .collect(Collectors.joining(" "));
  }
}
