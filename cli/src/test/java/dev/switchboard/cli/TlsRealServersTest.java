package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Handshake;
import dev.switchboard.tls.ClientTls;
import dev.switchboard.tls.TlsException;
import dev.switchboard.tls.TlsIdentity;
import dev.switchboard.tls.TlsTrust;
import dev.switchboard.tls.TlsVersion;
import dev.switchboard.wire.EndpointException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client, at TLS servers that others wrote: openssl s_server, Python's ssl. */
class TlsRealServersTest {

  @TempDir static Path folder;

  private static Certificates files;

  @BeforeAll
  static void makeCertificates() throws Exception {
    files = new Certificates(folder);
  }

  /** A server in a process of its own, and its port. */
  private record Other(Child child, int port) implements AutoCloseable {

    Endpoint endpoint() {
      return Endpoint.tls("localhost", port);
    }

    @Override
    public void close() {
      child.close();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** Answers each line backwards. */
  private static Other openssl(String certificate, String options) throws Exception {
    String command =
        "exec %s s_server -accept 127.0.0.1:0 -cert %s -key %s -CAfile %s -rev %s 2>&1"
            .formatted(
                Needs.program("openssl"),
                files.path(certificate + ".pem"),
                files.path(certificate + ".key"),
                files.path("ca.pem"),
                options);
    Child child = Child.start("bash", "-c", command);
    Pattern accept = Pattern.compile("ACCEPT 127\\.0\\.0\\.1:(\\d+)");
    String text = child.out().await("a port", said -> accept.matcher(said).find());
    Matcher found = accept.matcher(text);
    if (!found.find()) {
      throw new AssertionError(text);
    }
    return new Other(child, Integer.parseInt(found.group(1)));
  }

  private static Other python(String program) throws Exception {
    String begin =
        """
        import socket, ssl, os, hashlib, threading
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain('CERT', 'KEY')
        l = socket.create_server(('127.0.0.1', 0))
        print(l.getsockname()[1], flush=True)
        c = context.wrap_socket(l.accept()[0], server_side=True)
        """;
    String head =
        begin.replace("CERT", files.path("server.pem")).replace("KEY", files.path("server.key"));
    Child child = Child.start(Needs.program("python3"), "-c", head + program);
    String port = child.out().await("a port", said -> said.endsWith("\n"));
    return new Other(child, Integer.parseInt(port.strip()));
  }

  private static ClientTls trusting() throws IOException {
    return ClientTls.trusting(TlsTrust.authorities(files.file("ca.pem")));
  }

  private static Client connect(Other server, ClientTls tls) throws IOException {
    return Client.to(server.endpoint()).framing(Framing.line()).tls(tls).connect();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1_2", "1_3"})
  void openssl(String version) throws Exception {
    try (Other server = openssl("server", "-alpn upper -tls" + version);
        Client client = connect(server, trusting().applications("upper"))) {
      client.send("hello");
      assertThat(client.receive()).isEqualTo("olleh");
      Handshake agreed = Objects.requireNonNull(client.handshake());
      assertThat(agreed.version()).isEqualTo("TLSv" + version.replace('_', '.'));
      assertThat(agreed.application()).isEqualTo("upper");
      assertThat(agreed.serverName()).isEqualTo("localhost");
      assertThat(Objects.requireNonNull(agreed.peer()).issuer()).isEqualTo("CN=Lab-CA");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1_2", "1_3"})
  void aCertificateOfOursIsShownWhereItIsAskedFor(String version) throws Exception {
    try (Other server = openssl("server", "-Verify 2 -verify_return_error -tls" + version)) {
      TlsIdentity own = TlsIdentity.pem(files.file("client.pem"), files.file("client.key"));
      try (Client client = connect(server, trusting().identity(own))) {
        client.send("hello");
        assertThat(client.receive()).isEqualTo("olleh");
      }
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> {
            try (Client client = connect(server, trusting())) {
              client.send("hello");
              client.receive();
            }
          })
          .withMessageContaining("the peer said: ");
    }
  }

  // ---- whom we do not believe ----

  private static void isRefused(Other server, ClientTls tls, String why) {
    assertThatExceptionOfType(EndpointException.class)
        .isThrownBy(() -> connect(server, tls))
        .withMessageStartingWith("Cannot connect to " + server.endpoint() + ": ")
        .withMessageContaining(why);
  }

  @Test
  void anUnknownAuthorityIsSaid() throws Exception {
    try (Other server = openssl("server", "")) {
      isRefused(
          server,
          ClientTls.usual(),
          "the certificate of CN=server is from CN=Lab-CA, which is no authority that is known here");
    }
  }

  @Test
  void theWrongHostIsSaid() throws Exception {
    try (Other server = openssl("other", "")) {
      isRefused(
          server,
          trusting(),
          "the certificate is for other.example, *.wild.example, and not for localhost");
      try (Client client = connect(server, trusting().serverName("a.wild.example"))) {
        client.send("hello");
        assertThat(client.receive()).isEqualTo("olleh");
      }
    }
  }

  @Test
  void anExpiredCertificateIsSaid() throws Exception {
    try (Other server = openssl("expired", "")) {
      isRefused(server, trusting(), "the certificate of CN=expired expired on 20");
    }
  }

  @Test
  void aFingerprintIsBelievedAndAnotherIsNot() throws Exception {
    try (Other server = openssl("expired", "")) {
      String own =
          files.openssl("x509 -in expired.pem -noout -fingerprint -sha256").replaceAll(".*=", "");
      try (Client client = connect(server, ClientTls.trusting(TlsTrust.fingerprint(own.strip())))) {
        client.send("hello");
        assertThat(client.receive()).isEqualTo("olleh");
      }
      isRefused(
          server,
          ClientTls.trusting(TlsTrust.fingerprint("00".repeat(32))),
          "the certificate has the fingerprint sha256:");
    }
  }

  @Test
  void noVersionInCommonIsSaid() throws Exception {
    try (Other server = openssl("server", "-tls1_2")) {
      isRefused(
          server,
          trusting().versions(TlsVersion.TLS_1_3, TlsVersion.TLS_1_3),
          "the peer said: that version of TLS is not spoken here (alert protocol_version)");
    }
  }

  @Test
  void whoSpeaksNoTlsAtAllIsSaid() throws Exception {
    try (ServerSocket plain = new ServerSocket(freePort())) {
      Thread.ofVirtual()
          .start(() -> {
            try (var greeted = plain.accept()) {
              greeted.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(UTF_8));
              greeted.getInputStream().readAllBytes();
            } catch (IOException e) {
              return; // the test has ended
            }
          });
      assertThatExceptionOfType(EndpointException.class)
          .isThrownBy(() -> Client.to(Endpoint.tls("127.0.0.1", plain.getLocalPort())).connect())
          .withMessageContaining("not TLS: the peer began with \"220 mail.example ESMTP");
    }
  }

  // ---- how it ends ----

  @Test
  void aServerThatEndsProperlyHasFinished() throws Exception {
    List<Event> events = new ArrayList<>();
    try (Other server = python("c.sendall(b'all of it\\n'); c.unwrap()")) {
      try (Client client =
          Client.to(server.endpoint())
              .framing(Framing.line())
              .tls(trusting())
              .listener(events::add)
              .connect()) {
        assertThat(client.receive()).isEqualTo("all of it");
        assertThat(client.receive()).isNull();
      }
    }
    assertThat(events.get(1)).isInstanceOf(Event.Secured.class);
    assertThat(((Event.Ended) events.getLast()).ending()).isEqualTo(new Ending.PeerFinished());
  }

  @Test
  void aServerThatOnlyHangsUpHasTruncated() throws Exception {
    List<Event> events = new ArrayList<>();
    try (Other server = python("c.sendall(b'half of i'); c.shutdown(socket.SHUT_RDWR)")) {
      try (Client client =
          Client.to(server.endpoint())
              .framing(Framing.line())
              .tls(trusting())
              .listener(events::add)
              .connect()) {
        assertThatExceptionOfType(TlsException.class)
            .isThrownBy(client::receive)
            .withMessageContaining("without close_notify");
      }
    }
    assertThat(((Event.Ended) events.getLast()).ending()).isEqualTo(new Ending.TlsTruncated());
  }

  @Test
  void muchGoesBothWaysAtOnce() throws Exception {
    try (Other server =
            python(
                """
                while True:
                    some = c.recv(100000)
                    if not some: break
                    c.sendall(some)
                c.unwrap()
                """);
        Client client =
            Client.to(server.endpoint()).framing(Framing.none()).tls(trusting()).connect()) {
      byte[] much = new byte[20 << 20];
      new java.util.Random(1).nextBytes(much);
      Thread sending =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  client.sendRaw(much);
                  client.finish();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(client.receiveAll()).isEqualTo(much);
      sending.join();
    }
  }

  // ---- the commands ----

  @Test
  void speakSaysWhatItGivesUpAndShowsWithWhomItSpeaks() throws Exception {
    try (Other server = openssl("server", "")) {
      Child.Finished spoken =
          Child.run(
              Switchboard.command("speak", "-v", "-k", server.endpoint().toString()),
              "hello\n".getBytes(UTF_8));
      assertThat(spoken.out()).as(spoken.toString()).isEqualTo("olleh\n");
      assertThat(spoken.err())
          .contains("-k: nobody has checked who answers")
          .containsPattern(
              "TLSv1.3 TLS_\\w+, for localhost with CN=server \\(from CN=Lab-CA, until");
      Child.Finished refused =
          Child.run(
              Switchboard.command("speak", server.endpoint().toString()), "x".getBytes(UTF_8));
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("no authority that is known here");
    }
  }

  @Test
  void fetchFollowsFromHttpToHttps() throws Exception {
    String page =
        """
        import http.server
        class Page(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header('Content-Length', '7')
                self.end_headers()
                self.wfile.write(b'secret\\n')
        Page(c, ('', 0), None)
        """;
    try (Other server = python(page);
        Canned plain =
            Canned.answering(
                java.util.Map.of(
                    "/",
                    "HTTP/1.1 301 Away~Content-Length: 0~Location: https://localhost:"
                        + server.port()
                        + "/x~~"))) {
      Said said = Said.to("fetch", "-vL", "--cacert", files.path("ca.pem"), plain.url() + "/");
      assertThat(said.out()).as(said.err()).isEqualTo("secret\n");
      assertThat(said.err())
          .contains("* redirected to https://localhost:", "* TLSv1.3 ", "with CN=server (from");
    }
  }
}
