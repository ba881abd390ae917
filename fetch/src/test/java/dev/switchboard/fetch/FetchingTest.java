package dev.switchboard.fetch;

import static dev.switchboard.fetch.Scripted.closing;
import static dev.switchboard.fetch.Scripted.staying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.wire.EndpointException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real sockets, against a server that says and does what the test wants. */
class FetchingTest {

  private static final String HELLO = "HTTP/1.1 200 OK~Content-Length: 5~~hello";

  private final Log log = new Log();

  @Test
  void aRequestGoesOutAndTheReplyIsToldAsItComes() throws IOException {
    try (Scripted server = Scripted.saying(closing("HTTP/1.1 103 Early Hints~~" + HELLO))) {
      Fetching.of(Request.get(server.url("/a?b"))).run(log);
      assertThat(server.requests()).containsExactly(Request.get(server.url("/a?b")).head());
    }
    assertThat(log.lines)
        .containsExactly("connected Tcp", "> GET /a?b", "< 103 Early Hints", "< 200 OK", "end []");
    assertThat(log.body).hasToString("hello");
  }

  @Test
  void aServerThatDoesNotCloseIsNotWaitedFor() throws IOException {
    try (Scripted server =
        Scripted.with(
            Map.of(
                "/length", staying(HELLO),
                "/chunks", staying("HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~hello~0~A: b~~"),
                "/nothing", staying("HTTP/1.1 204 No Content~~")))) {
      for (String path : List.of("/length", "/chunks", "/nothing")) {
        Fetching.of(Request.get(server.url(path))).run(log);
      }
    }
    assertThat(log.body).hasToString("hellohello");
    assertThat(log.lines).contains("end [A: b]").endsWith("< 204 No Content", "end []");
  }

  @Test
  void aReplyToHeadHasNoBodyWhateverItSays() throws IOException {
    try (Scripted server = Scripted.saying(staying("HTTP/1.1 200 OK~Content-Length: 5~~"))) {
      Fetching.of(Request.of("HEAD", server.url("/"))).run(log);
      assertThat(server.requests().getFirst()).startsWith("HEAD / HTTP/1.1\r\n");
    }
    assertThat(log.lines).endsWith("< 200 OK", "end []");
  }

  @Test
  void aLargeRequestArrivesWhole() throws IOException {
    byte[] body = "0123456789".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try (Scripted server = Scripted.saying(closing(HELLO))) {
      Fetching.of(Request.of("POST", server.url("/")).with(body)).run(log);
      assertThat(server.requests().getFirst()).endsWith("\r\n\r\n" + "0123456789".repeat(100_000));
    }
  }

  /** The server does not read what it refuses, and closes: its answer counts. */
  @Test
  void anAnswerBeforeTheRequestIsReadCounts() throws IOException {
    ByHand.Part refusing =
        client -> {
          client.getInputStream().read();
          ByHand.say(client, "HTTP/1.1 413 Content Too Large~~");
          client.shutdownOutput();
          client.getInputStream().readAllBytes();
        };
    try (ByHand server = ByHand.doing(refusing)) {
      Fetching.of(Request.of("POST", server.url()).with(new byte[10_000_000])).run(log);
    }
    assertThat(log.lines).endsWith("< 413 Content Too Large", "end []");
  }

  // ---- early ends ----

  @Test
  void anEarlyEndSaysHowMuchIsMissingAndKeepsWhatCame() throws IOException {
    Map<String, String> early =
        Map.of(
            "HTTP/1.1 200 OK~Content-Length: 100~~hello",
            "the reply ended early, after 5 of 100 bytes of the body; the server gave up, or"
                + " miscounted.",
            "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~hel~8~lo",
            "the reply ended early, after 5 bytes of the body, in chunk 2 after 2 of its 8 bytes;"
                + " the server gave up, or miscounted.",
            "HTTP/1.1 200 OK~Content-Le",
            "the reply ended early, after 27 bytes of the head; the server gave up, or"
                + " miscounted.",
            "",
            "the connection was closed without a reply; the server gave up, or miscounted.",
            "SSH-2.0-OpenSSH_9.2p1~",
            "what came is no reply of HTTP/1.1: 53 53 48 2d 32 2e 30 2d 4f 70 65 6e 53 53 48 5f"
                + " \"SSH-2.0-OpenSSH_\"; check that an HTTP server listens on tcp://127.0.0.1:PORT.",
            "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~hel~lo",
            "chunk 2 is malformed: its length is followed, or replaced, by 6c \"l\"; the server's"
                + " program is at fault.");
    for (Map.Entry<String, String> each : early.entrySet()) {
      Log told = new Log();
      try (Scripted server = Scripted.saying(closing(each.getKey()))) {
        assertThatExceptionOfType(FetchException.class)
            .isThrownBy(() -> Fetching.of(Request.get(server.url("/"))).run(told))
            .withMessage(
                server.url("/")
                    + ": "
                    + each.getValue().replace("PORT", Integer.toString(server.port())));
      }
      assertThat("hello").as(each.getKey()).startsWith(told.body.toString());
      assertThat(told.body.isEmpty()).isEqualTo(!each.getKey().contains("~~"));
    }
  }

  @Test
  void aResetSaysHowFarItCame() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    ByHand.Part resetting =
        client -> {
          ByHand.hear(client);
          ByHand.say(client, "HTTP/1.1 200 OK~~hello");
          arrived.await();
          client.setSoLinger(true, 0);
        };
    Log counting =
        new Log() {
          @Override
          public void body(byte[] bytes, int offset, int length) {
            super.body(bytes, offset, length);
            if (body.length() == 5) {
              arrived.countDown();
            }
          }
        };
    try (ByHand server = ByHand.doing(resetting)) {
      assertThatExceptionOfType(FetchException.class)
          .isThrownBy(() -> Fetching.of(Request.get(server.url())).run(counting))
          .withMessage(
              server.url()
                  + ": the server reset the connection, after 5 bytes of a body of unknown length;"
                  + " its log may say why.");
    }
    assertThat(counting.body).hasToString("hello");
  }

  @Test
  void nobodyThereIsSaid() throws IOException {
    int port = 1;
    assertThatExceptionOfType(EndpointException.class)
        .isThrownBy(() -> Fetching.of(Request.get(new Url("127.0.0.1", port, "/"))).run(log))
        .withMessage(
            "Cannot connect to tcp://127.0.0.1:%d: connection refused; nobody listens there: start"
                + " the server first, or check the port.",
            port);
    assertThatExceptionOfType(EndpointException.class)
        .isThrownBy(() -> Fetching.of(Request.get(Url.parse("http://no.such.invalid/"))).run(log))
        .withMessage(
            "Cannot connect to tcp://no.such.invalid:80: no address is known for that host; check"
                + " its name.");
  }

  // ---- time ----

  private static Patience patience(long connect, long idle, long whole) {
    return new Patience(
        Duration.ofMillis(connect), Duration.ofMillis(idle), Duration.ofMillis(whole));
  }

  @Test
  void aSilentServerIsGivenUp() throws IOException {
    try (Scripted server =
        Scripted.with(
            Map.of(
                "/", staying(""), "/half", staying("HTTP/1.1 200 OK~Content-Length: 9~~half")))) {
      Fetching silent = Fetching.of(Request.get(server.url("/")));
      assertThatExceptionOfType(FetchException.class)
          .isThrownBy(() -> silent.patience(patience(60_000, 100, 60_000)).run(log))
          .withMessage(
              server.url("/")
                  + ": nothing came for 0.1 s, after no byte of a reply; give it more time if it"
                  + " is slow.");
      assertThatExceptionOfType(FetchException.class)
          .isThrownBy(() -> silent.patience(patience(60_000, 60_000, 150)).run(log))
          .withMessageStartingWith(
              server.url("/") + ": not done within 0.15 s, the time for all of it.");
      // Long enough for the half that comes, on any machine.
      Fetching half = Fetching.of(Request.get(server.url("/half")));
      assertThatExceptionOfType(FetchException.class)
          .isThrownBy(() -> half.patience(patience(60_000, 3_000, 60_000)).run(log))
          .withMessageContaining("nothing came for 3 s, after 4 of 9 bytes of the body");
    }
    assertThat(log.body).hasToString("half");
  }

  /** A queue that is full does not answer: the kernel drops what comes (listen(2)). */
  @Test
  void aConnectionThatDoesNotComeAboutIsGivenUp() throws IOException {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 2; i++) {
        waiting.add(new Socket(full.getInetAddress(), full.getLocalPort()));
      }
      Url url = new Url("127.0.0.1", full.getLocalPort(), "/");
      assertThatExceptionOfType(FetchException.class)
          .isThrownBy(
              () -> Fetching.of(Request.get(url)).patience(patience(200, 60_000, 60_000)).run(log))
          .withMessage(
              "Cannot connect to tcp://127.0.0.1:%d: no answer within 0.2 s; check the address, and"
                  + " that the network leads there.",
              url.port());
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
    assertThat(log.lines).isEmpty();
  }

  /** What the listener takes is not idle time; and it is not left waiting at the end. */
  @Test
  void aSlowListenerIsWaitedFor() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    Log slow =
        new Log() {
          @Override
          public void body(byte[] bytes, int offset, int length) {
            super.body(bytes, offset, length);
            try {
              assertThat(never.await(2_500, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
              lines.add("interrupted");
            }
          }
        };
    try (Scripted server = Scripted.saying(staying(HELLO))) {
      Fetching.of(Request.get(server.url("/"))).patience(patience(60_000, 2_000, 60_000)).run(slow);
    }
    assertThat(slow.lines).endsWith("end []").doesNotContain("interrupted");
  }

  @Test
  void aListenerThatNeverReturnsDoesNotHoldUpTheEnd() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    Log stuck =
        new Log() {
          @Override
          public void body(byte[] bytes, int offset, int length) {
            while (over.getCount() > 0) {
              LockSupport.parkNanos(1_000_000); // deaf to interrupts, as a write to a full pipe
            }
          }
        };
    try (Scripted server = Scripted.saying(staying(HELLO))) {
      assertThatExceptionOfType(FetchException.class)
          .isThrownBy(() ->
              Fetching.of(Request.get(server.url("/")))
                  .patience(patience(60_000, 60_000, 300))
                  .run(stuck))
          .withMessageContaining("not done within 0.3 s");
    } finally {
      over.countDown();
    }
  }

  @Test
  void whatTheListenerThrowsComesOutAsItIs() throws IOException {
    Log full =
        new Log() {
          @Override
          public void head(Head head, Optional<Url> next) {
            throw new UncheckedIOException(new IOException("no room"));
          }
        };
    try (Scripted server = Scripted.saying(staying(HELLO))) {
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> Fetching.of(Request.get(server.url("/"))).run(full))
          .withMessageContaining("no room");
    }
  }

  @Test
  void whoIsInterruptedStopsAndStaysInterrupted() throws IOException {
    Log interrupting =
        new Log() {
          private final Thread caller = Thread.currentThread();

          @Override
          public void sent(Request request) {
            caller.interrupt();
          }
        };
    try (Scripted server = Scripted.saying(staying(""))) {
      assertThatExceptionOfType(InterruptedIOException.class)
          .isThrownBy(() -> Fetching.of(Request.get(server.url("/"))).run(interrupting));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  // ---- elsewhere ----

  @Test
  void aUnixSocketServesTheSame(@TempDir Path folder) throws IOException {
    Endpoint socket = Endpoint.unix(folder.resolve("s").toString());
    try (Scripted server = Scripted.on(socket, Map.of("/x", closing(HELLO)))) {
      Fetching.of(Request.get(Url.parse("http://h/x"))).through(socket).run(log);
      assertThat(server.requests().getFirst()).contains("\r\nHost: h\r\n");
    }
    assertThat(log.lines).startsWith("connected Unix");
    assertThat(log.body).hasToString("hello");
  }

  @Test
  void anIpv6AddressIsDialledAndNamed() throws IOException {
    try (Scripted server = Scripted.on(Endpoint.tcp("::1", 0), Map.of("/", closing(HELLO)))) {
      Url url = Url.parse("http://[::1]:" + server.port() + "/");
      Fetching.of(Request.get(url)).run(log);
      assertThat(server.requests().getFirst())
          .contains("\r\nHost: [::1]:" + server.port() + "\r\n");
    }
    assertThat(log.body).hasToString("hello");
  }

  @Test
  void whatComesBehindTheEndIsRemarkedUpon() throws IOException {
    try (Scripted server = Scripted.saying(staying("HTTP/1.1 200 OK~Content-Length: 2~~hello"))) {
      Fetching.of(Request.get(server.url("/"))).run(log);
    }
    assertThat(log.body).hasToString("he");
    assertThat(log.lines).contains("remark 3 bytes or more came behind the end of the reply.");
  }
}
