package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Service;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code speak} as a process: its streams, its exit code, and what is on the wire. */
@ExtendWith(Served.class)
class SpeakTest {

  private static final Service ECHO = Service.replyingFrames(frame -> frame);

  @TempDir Path folder;

  private static Child.Finished speak(String input, String... words) throws Exception {
    return Child.run(command(words), input.getBytes(UTF_8));
  }

  private static List<String> command(String... words) {
    List<String> all = new ArrayList<>(List.of("speak"));
    all.addAll(List.of(words));
    return Switchboard.command(all.toArray(String[]::new));
  }

  private static Running serve(Framing framing, Service service) throws IOException {
    return Server.on(Endpoint.tcp("127.0.0.1", 0)).framing(framing).serve(service);
  }

  private static void assertFine(Child.Finished finished, String out) {
    assertThat(finished.out()).as("%s", finished).isEqualTo(out);
    assertThat(finished.err()).isEmpty();
    assertThat(finished.code()).isZero();
  }

  @Test
  void aServiceIsSpokenToByItsName(Served.Servers servers) throws Exception {
    Switchboard served = servers.under("select");
    String hello = ":" + served.port("hello");
    assertFine(speak("Ada\n", "hello", hello), "Hello Ada\n");
    assertFine(speak("Ada", "hello", hello), "Hello Ada");
    assertFine(speak("zoë", "upper", ":" + served.port("upper")), "ZOË");
    String upper = "udp://:" + served.port("upper", Endpoint.Udp.class);
    assertFine(speak("one\ntwo\n", "upper", upper), "ONE\nTWO\n");
  }

  /** The first letters of all words before EXIT, as one message. */
  private static final Service FIRST_LETTERS =
      peer ->
          new Conversation() {
            private final StringBuilder letters = new StringBuilder();

            @Override
            public void received(Frame word, Outbox outbox) {
              if (word.text().equals("EXIT")) {
                outbox.send(letters.toString());
                outbox.close();
              } else {
                letters.append(word.text().charAt(0));
              }
            }
          };

  @ParameterizedTest
  @CsvSource({"length:4", "length:2", "u8", "u32le", "varint", "line", "delim:;"})
  void underAFramingALineIsAMessageAndAMessageALine(String framing) throws Exception {
    String words = "cat yoyo batman error rabbit india sea code one olive loop EXIT";
    try (Running running = serve(Framing.parse(framing), FIRST_LETTERS)) {
      String endpoint = running.endpoint().toString();
      assertFine(
          speak(words.replace(' ', '\n') + "\n", "--framing", framing, endpoint), "cyberiscool\n");
    }
  }

  @Test
  void everyByteGoesAndComesAsItIs() throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    Path file = Files.write(folder.resolve("bytes"), all);
    try (Running running = serve(Framing.none(), ECHO)) {
      Path out = folder.resolve("out");
      Child.Finished finished =
          shell("\"$@\" < " + file + " > " + out, command(running.endpoint().toString()));
      assertThat(finished.code()).as(finished.err()).isZero();
      assertThat(Files.readAllBytes(out)).isEqualTo(all);
    }
  }

  private static Child.Finished shell(String script, List<String> arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(Needs.program("bash"), "-c", script, "bash"));
    words.addAll(arguments);
    return Child.run(words);
  }

  /** An echo that is not read while one sends would stand still for ever. */
  @Test
  void muchComesBackWhileMuchIsSent() throws Exception {
    byte[] all = new byte[32 << 20];
    new Random(1).nextBytes(all);
    Path file = Files.write(folder.resolve("much"), all);
    Path out = folder.resolve("out");
    try (Running running = serve(Framing.none(), ECHO)) {
      Child.Finished finished =
          shell("\"$@\" < " + file + " > " + out, command(running.endpoint().toString()));
      assertThat(finished.code()).as(finished.err()).isZero();
      assertThat(Arrays.equals(Files.readAllBytes(out), all)).isTrue();
    }
  }

  @Test
  void whatNobodyReadsFromItIsNotReadByItAndNothingIsLost() throws Exception {
    try (ServerSocketChannel listening =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
      int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
      Process speak =
          new ProcessBuilder(command("127.0.0.1", Integer.toString(port)))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (SocketChannel client = listening.accept()) {
        client.configureBlocking(false);
        AtomicLong given = new AtomicLong();
        AtomicLong before = new AtomicLong(-1);
        ByteBuffer block = ByteBuffer.allocate(1 << 20);
        await("it takes no more")
            .atMost(Child.PATIENCE)
            .pollInterval(Duration.ofMillis(300))
            .until(() -> {
              for (int count = 1; count > 0 && given.get() < 256 << 20; ) {
                count = client.write(block.clear());
                given.addAndGet(count);
              }
              return given.get() > 0 && before.getAndSet(given.get()) == given.get();
            });
        assertThat(given.get()).as("what the kernel holds for both").isLessThan(64 << 20);
        client.shutdownOutput();
        try (InputStream out = speak.getInputStream()) {
          assertThat(out.transferTo(java.io.OutputStream.nullOutputStream()))
              .isEqualTo(given.get());
        }
        assertThat(speak.waitFor()).isZero();
      } finally {
        speak.destroyForcibly();
      }
    }
  }

  @Test
  void whenItsReaderHasGoneItEndsInGoodOrder() throws Exception {
    Service endless =
        peer ->
            new Conversation() {
              @Override
              public void opened(Outbox outbox) {
                writable(outbox);
              }

              @Override
              public void writable(Outbox outbox) {
                while (outbox.ready()) {
                  outbox.send("on and on\n".repeat(100));
                }
              }

              @Override
              public void received(Frame frame, Outbox outbox) {}
            };
    try (Running running = serve(Framing.none(), endless)) {
      Child.Finished finished =
          shell(
              "\"$@\" | head -c 4; echo; echo ${PIPESTATUS[0]}",
              command(running.endpoint().toString()));
      assertThat(finished.out()).isEqualTo("on a\n0\n");
      assertThat(finished.err()).isEmpty();
    }
  }

  @Test
  void outputThatHasNoRoomIsAFailure() throws Exception {
    Needs.that(Files.exists(Path.of("/dev/full")), "there is no /dev/full");
    try (Running running = serve(Framing.none(), ECHO)) {
      Child.Finished finished =
          shell("echo hi | \"$@\" > /dev/full", command(running.endpoint().toString()));
      assertThat(finished.err())
          .isEqualTo("switchboard: Standard output cannot be written: no space left on device.\n");
      assertThat(finished.code()).isEqualTo(1);
    }
  }

  /** Else the JVM's own first file would be read in its place. */
  @Test
  void withoutStandardInputItSaysNothing() throws Exception {
    try (Running running = serve(Framing.none(), ECHO)) {
      assertFine(shell("\"$@\" <&-", command(running.endpoint().toString())), "");
    }
  }

  @Test
  void inputThatCannotBeReadIsSaid() throws Exception {
    try (Running running = serve(Framing.none(), ECHO)) {
      Child.Finished finished = shell("\"$@\" < " + folder, command(running.endpoint().toString()));
      assertThat(finished.err())
          .isEqualTo("switchboard: Standard input cannot be read: is a directory.\n");
      assertThat(finished.code()).isEqualTo(1);
    }
  }

  @Test
  void aMessageThatTheFramingCannotCarryIsNotSentAndTheNextOneIs() throws Exception {
    try (Running running = serve(Framing.u8(), ECHO)) {
      Child.Finished finished =
          speak(
              "one\n" + "x".repeat(256) + "\ntwo\n",
              "--framing",
              "u8",
              running.endpoint().toString());
      assertThat(finished.out()).isEqualTo("one\ntwo\n");
      assertThat(finished.err()).startsWith("Not sent: ").hasLineCount(1);
      assertThat(finished.code()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          HTTP/1.1  | malformed | ; perhaps the peer speaks with another --framing.
          0005hel   | truncated | the stream ended after 7 of the 9 bytes of a message; the peer finished in the middle of it.
          0011hello | too large | ; --max-message lets more through.
          """)
  void aReplyThatIsNoMessageIsSaid(String reply, String what, String sentence) throws Exception {
    try (BareServer server = BareServer.over("TCP");
        Child speak =
            Child.start(
                command("--framing", "length:4", "--max-message", "10", server.endpoint()))) {
      server.say(reply);
      server.finish();
      Child.Finished finished = speak.await();
      assertThat(finished.err())
          .as(what)
          .startsWith(
              "switchboard: " + server.endpoint() + " sent no message of framing length:4: ")
          .endsWith(sentence + "\n");
      assertThat(finished.code()).isEqualTo(1);
    }
  }

  @Test
  void lineFeedsBecomeBothWithC() throws Exception {
    try (Running running = serve(Framing.none(), ECHO)) {
      assertThat(speak("a\nb\r\nc", "-C", running.endpoint().toString()).out())
          .isEqualTo("a\r\nb\r\nc");
    }
  }

  @Test
  void repliesAreShownInHexadecimal() throws Exception {
    try (Running running = serve(Framing.none(), ECHO)) {
      assertThat(speak("Ada\n", "--hex", running.endpoint().toString()).out())
          .isEqualTo("00000000  41 64 61 0a                                       |Ada.|\n");
    }
  }

  @Test
  void ourOwnEndIsWhereItWasAskedFor() throws Exception {
    Service whoAreYou =
        peer ->
            new Conversation() {
              @Override
              public void opened(Outbox outbox) {
                outbox.send(peer.remote() + "\n");
                outbox.close();
              }

              @Override
              public void received(Frame frame, Outbox outbox) {}
            };
    int port = Listeners.freePort();
    try (Running running = serve(Framing.none(), whoAreYou)) {
      Child.Finished finished =
          speak(
              "",
              "-4",
              "-n",
              "-s",
              "127.0.0.2",
              "-p",
              Integer.toString(port),
              running.endpoint().toString());
      assertFine(finished, "tcp://127.0.0.2:" + port + "\n");
    }
  }

  @Test
  void whatHappensIsToldWithV() throws Exception {
    try (Running running = serve(Framing.line(), Service.replying(name -> "Hello " + name))) {
      Child.Finished finished = speak("Ada\n", "-v", running.endpoint().toString());
      assertThat(finished.out()).isEqualTo("Hello Ada\n");
      assertThat(
              finished
                  .err()
                  .lines()
                  .map(line -> line.replaceFirst("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ", ""))
                  .map(line -> line.replaceFirst("from tcp://.*", "from HERE"))
                  .filter(line -> !line.equals("> end"))) // before the reply or behind it
          .containsExactly(
              "connected to " + running.endpoint() + " from HERE",
              "> \"Ada\\n\"",
              "< \"Hello Ada\\n\"",
              "< end",
              "ended: the peer finished");
      assertThat(finished.err()).contains("> end");
    }
  }

  @Test
  void withQItStaysNoLongerThanThatWhenItsInputHasEnded() throws Exception {
    for (String stay : List.of("0", "10ms")) {
      try (BareServer server = BareServer.over("TCP")) {
        assertFine(speak("question\n", "-q", stay, server.endpoint()), "");
        server.hearEnd();
        assertThat(server.seen()).isEqualTo("question end");
      }
    }
  }

  @Test
  void nobodyThereIsOneSentence() throws Exception {
    String port = "1";
    Child.Finished finished = speak("", "127.0.0.1", port);
    assertThat(finished.err())
        .isEqualTo(
            "switchboard: Cannot connect to tcp://127.0.0.1:"
                + port
                + ": connection refused; nobody listens there: start the server first, or check the"
                + " port.\n");
    assertThat(finished.out()).isEmpty();
    assertThat(finished.code()).isEqualTo(1);
  }

  @Test
  void anEmptyPacketIsAPacket() throws Exception {
    try (BareServer server = BareServer.over("UDP");
        Child speak = Child.start(command("--framing", "datagram", server.endpoint()))) {
      speak.send("\nx\n");
      server.hear(1);
      server.hear(1);
      assertThat(server.seen()).isEqualTo("x");
      server.say("");
      server.say(new String(new byte[] {'!'}, ISO_8859_1));
      speak.out().await("\n!\n");
      speak.endInput();
      assertThat(speak.await().out()).isEqualTo("\n!\n");
    }
  }
}
