package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import dev.switchboard.tls.ServerTls;
import dev.switchboard.tls.TlsIdentity;
import dev.switchboard.tls.TlsTrust;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** TLS clients that others wrote, at our server: openssl, curl, Python's ssl. */
class TlsRealClientsTest {

  private static final Service UPPER = Service.replying(text -> text.toUpperCase(Locale.ROOT));

  @TempDir static Path folder;

  private static Certificates files;

  @BeforeAll
  static void makeCertificates() throws Exception {
    files = new Certificates(folder);
  }

  static Stream<ServerModel> models() {
    return ServerModel.available().stream().filter(ServerModel::inThisProcess);
  }

  static Stream<Arguments> modelsAndVersions() {
    return models()
        .flatMap(model -> Stream.of("1_2", "1_3").map(version -> Arguments.of(model, version)));
  }

  /** A server and all that it told. */
  private record Tried(Running running, List<Event> events) implements AutoCloseable {

    int port() {
      return ((Endpoint.Tls) running.endpoint()).port();
    }

    Ending awaitEnding() {
      await("the end")
          .atMost(Child.PATIENCE)
          .until(() -> events.stream().anyMatch(Event.Ended.class::isInstance));
      return events.stream()
          .filter(Event.Ended.class::isInstance)
          .map(event -> ((Event.Ended) event).ending())
          .findFirst()
          .orElseThrow();
    }

    <E extends Event> E first(Class<E> kind) {
      await(kind.getSimpleName())
          .atMost(Child.PATIENCE)
          .until(() -> events.stream().anyMatch(kind::isInstance));
      return events.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }

    @Override
    public void close() {
      running.closeNow();
    }
  }

  private static TlsIdentity identity(String name) throws Exception {
    return TlsIdentity.pem(files.file(name + ".pem"), files.file(name + ".key"));
  }

  private static Tried serve(ServerModel model, UnaryOperator<Server> described, Service service)
      throws Exception {
    List<Event> events = new CopyOnWriteArrayList<>();
    Server server =
        Server.on(Endpoint.tls("127.0.0.1", 0))
            .model(model)
            .tls(identity("server"))
            .limits(Limits.defaults().with(it -> it.lingerTime = Duration.ofMillis(500)))
            .listener(events::add);
    return new Tried(described.apply(server).serve(service), events);
  }

  private static Child.Finished python(String program, int port) throws Exception {
    String begin =
        """
        import socket, ssl, sys, threading, hashlib, os
        context = ssl.create_default_context(cafile=%r)
        raw = socket.create_connection(('127.0.0.1', %d))
        s = context.wrap_socket(raw, server_hostname='localhost')
        f = s.makefile('rb')
        """;
    String head = begin.replace("%r", "'" + files.path("ca.pem") + "'").replace("%d", "" + port);
    return Child.run(List.of(Needs.program("python3"), "-c", head + program));
  }

  private static Child openssl(Tried tried, String options) throws Exception {
    return Child.start(
        "bash",
        "-c",
        "exec %s s_client -connect 127.0.0.1:%d -CAfile %s -verify_return_error -servername localhost %s 2>&1"
            .formatted(Needs.program("openssl"), tried.port(), files.path("ca.pem"), options));
  }

  @ParameterizedTest
  @MethodSource("modelsAndVersions")
  void openssl(ServerModel model, String version) throws Exception {
    try (Tried tried =
            serve(model, it -> it.tls(serverTls().applications("http/1.1", "upper")), UPPER);
        Child client = openssl(tried, "-tls" + version + " -alpn nothing,upper")) {
      client.send("hello\n");
      client.out().await("HELLO");
      assertThat(client.out().text())
          .contains("Verification: OK", "ALPN protocol: upper", "TLSv" + version.replace('_', '.'));
      client.send("Q\n"); // quits, with close_notify
      client.await();
      assertThat(tried.awaitEnding()).isEqualTo(new Ending.PeerFinished());
      Event.Secured secured = tried.first(Event.Secured.class);
      assertThat(secured.handshake().version()).isEqualTo("TLSv" + version.replace('_', '.'));
      assertThat(secured.handshake().serverName()).isEqualTo("localhost");
    }
  }

  private static ServerTls serverTls() {
    try {
      return ServerTls.of(identity("server"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aKeyUpdateInTheMiddle(ServerModel model) throws Exception {
    try (Tried tried = serve(model, it -> it, UPPER);
        Child client = openssl(tried, "-tls1_3")) {
      client.send("first\n");
      client.out().await("FIRST");
      client.send("K\n"); // asks us for new keys as well
      client.out().await("KEYUPDATE");
      client.send("second\n");
      client.out().await("SECOND");
      client.send("k\n");
      client.out().await("another one", text -> text.split("KEYUPDATE", -1).length == 3);
      client.send("third\n");
      client.out().await("THIRD");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void renegotiationIsRefused(ServerModel model) throws Exception {
    try (Tried tried = serve(model, it -> it, UPPER);
        Child client = openssl(tried, "-tls1_2")) {
      client.send("first\n");
      client.out().await("FIRST");
      client.send("R\n");
      assertThat(tried.awaitEnding())
          .hasToString("TLS failed: the peer wanted to negotiate anew, which is refused");
      client.await();
    }
  }

  @ParameterizedTest
  @MethodSource("modelsAndVersions")
  void clientsShowTheirCertificates(ServerModel model, String version) throws Exception {
    TlsTrust authority = TlsTrust.authorities(files.file("ca.pem"));
    try (Tried tried = serve(model, it -> it.tls(serverTls().requiring(authority)), UPPER)) {
      String own = "-cert " + files.path("client.pem") + " -key " + files.path("client.key");
      try (Child client = openssl(tried, "-tls" + version + " " + own)) {
        client.send("hello\n");
        client.out().await("HELLO");
      }
      assertThat(
              Objects.requireNonNull(tried.first(Event.Secured.class).handshake().peer()).subject())
          .isEqualTo("CN=client");
      tried.events().clear();
      try (Child client = openssl(tried, "-tls" + version)) {
        client.send("hello\n");
        client.await();
        assertThat(client.out().text()).doesNotContain("HELLO");
      }
      assertThat(tried.awaitEnding())
          .hasToString("TLS failed: the client showed no certificate, and one is required");
    }
  }

  @Test
  void theCertificateIsThatOfTheNameThatWasAskedFor() throws Exception {
    try (Tried tried =
        serve(
            ServerModel.select(),
            it -> {
              try {
                return it.tls(identity("server"), identity("other"));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            UPPER)) {
      for (String[] asked :
          new String[][] {
            {"localhost", "server"},
            {"other.example", "other"},
            {"a.wild.example", "other"},
            {"who.knows", "server"}
          }) {
        Child.Finished shown =
            Child.run(
                List.of(
                    Needs.program("openssl"),
                    "s_client",
                    "-connect",
                    "127.0.0.1:" + tried.port(),
                    "-servername",
                    asked[0]));
        assertThat(shown.out()).as(asked[0]).contains("CN = " + asked[1]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void curlGetsAPage(ServerModel model) throws Exception {
    Service page =
        Service.replying(request -> "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes").once();
    try (Tried tried =
        serve(
            model,
            it -> it.framing(Framing.none()).tls(serverTls().applications("http/1.1")),
            page)) {
      Child.Finished got =
          Child.run(
              List.of(
                  Needs.program("curl"),
                  "-sS",
                  "--cacert",
                  files.path("ca.pem"),
                  "https://127.0.0.1:" + tried.port() + "/"));
      assertThat(got.out()).as(got.toString()).isEqualTo("yes");
      assertThat(tried.first(Event.Secured.class).handshake().application()).isEqualTo("http/1.1");
      Child.Finished plain =
          Child.run(
              List.of(Needs.program("curl"), "-sS", "http://127.0.0.1:" + tried.port() + "/"));
      assertThat(plain.code()).isNotZero();
      await()
          .atMost(Child.PATIENCE)
          .until(() ->
              tried.events().stream()
                  .anyMatch(event ->
                      event instanceof Event.Ended ended
                          && ended.ending() instanceof Ending.NotTls it
                          && it.what().startsWith("the peer speaks plain HTTP")));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void pythonEndsItsSideProperlyAndIsAnswered(ServerModel model) throws Exception {
    try (Tried tried = serve(model, it -> it, UPPER)) {
      Child.Finished ended =
          python(
              """
              s.sendall(b'hello\\n')
              print(f.readline())
              print(s.unwrap().recv(10))
              """,
              tried.port());
      assertThat(ended.out()).as(ended.toString()).isEqualTo("b'HELLO\\n'\nb''\n");
      assertThat(tried.awaitEnding()).isEqualTo(new Ending.PeerFinished());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void pythonLeavesWithoutCloseNotify(ServerModel model) throws Exception {
    try (Tried tried = serve(model, it -> it, UPPER)) {
      Child.Finished ended =
          python(
              """
              s.sendall(b'hello\\n')
              print(f.readline())
              raw = socket.socket(fileno=s.detach())
              raw.shutdown(socket.SHUT_WR)
              while raw.recv(100): pass
              """,
              tried.port());
      assertThat(ended.out()).as(ended.toString()).isEqualTo("b'HELLO\\n'\n");
      assertThat(tried.awaitEnding()).isEqualTo(new Ending.TlsTruncated());
    }
  }

  /** TLS 1.3: each direction ends for itself. */
  @ParameterizedTest
  @MethodSource("models")
  void pythonSaysItsLastWordAndHearsTheReply(ServerModel model) throws Exception {
    try (Tried tried = serve(model, it -> it.framing(Framing.text()), UPPER)) {
      Child.Finished ended =
          python(
              """
              port = s.getpeername()[1]
              f.close(); s.close()
              b_in, b_out = ssl.MemoryBIO(), ssl.MemoryBIO()
              c = context.wrap_bio(b_in, b_out, server_hostname='localhost')
              r = socket.create_connection(('127.0.0.1', port))
              def pump(call):
                  while True:
                      try:
                          result = call()
                          r.sendall(b_out.read())
                          return result
                      except ssl.SSLWantReadError:
                          r.sendall(b_out.read())
                          more = r.recv(10000)
                          if more: b_in.write(more)
                          else: b_in.write_eof()
              pump(c.do_handshake)
              pump(lambda: c.write(b'the very last words'))
              try: c.unwrap()
              except ssl.SSLError: pass
              r.sendall(b_out.read())
              print(pump(lambda: c.read(100)))
              """,
              tried.port());
      assertThat(ended.out()).as(ended.toString()).isEqualTo("b'THE VERY LAST WORDS'\n");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void muchGoesBothWaysAtOnce(ServerModel model) throws Exception {
    try (Tried tried =
        serve(
            model,
            it -> it.framing(Framing.none()).listener(event -> {}),
            Service.replyingFrames(frame -> frame))) {
      Child.Finished ended =
          python(
              """
              data = os.urandom(1 << 20) * 20
              threading.Thread(target=s.sendall, args=(data,)).start()
              md5, left = hashlib.md5(), len(data)
              while left > 0:
                  some = s.recv(min(left, 70000))
                  if not some: break
                  md5.update(some)
                  left -= len(some)
              print(left, md5.digest() == hashlib.md5(data).digest())
              """,
              tried.port());
      assertThat(ended.out()).as(ended.toString()).isEqualTo("0 True\n");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aResetInTheMiddleIsAReset(ServerModel model) throws Exception {
    try (Tried tried = serve(model, it -> it, UPPER)) {
      python(
          """
          import struct
          s.sendall(b'hello\\n')
          f.readline()
          s.sendall(b'not a whole line')
          s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
          os.close(s.detach()); f = None
          """,
          tried.port());
      assertThat(tried.awaitEnding()).isEqualTo(new Ending.Reset());
    }
  }

  /** Those who say nothing have their places until the handshake is late, and no longer. */
  @ParameterizedTest
  @MethodSource("models")
  void afterAFloodOfSilentOnesTheNextIsServed(ServerModel model) throws Exception {
    Limits few =
        Limits.defaults()
            .with(it -> it.connections = 5)
            .with(it -> it.handshake = Duration.ofMillis(300))
            .with(it -> it.lingerTime = Duration.ofMillis(100));
    List<Socket> silent = new CopyOnWriteArrayList<>();
    try (Tried tried = serve(model, it -> it.limits(few).workers(1), UPPER)) {
      for (int i = 0; i < 12; i++) {
        silent.add(new Socket(InetAddress.getLoopbackAddress(), tried.port()));
      }
      Child.Finished served = python("s.sendall(b'hello\\n'); print(f.readline())", tried.port());
      assertThat(served.out()).as(served.toString()).isEqualTo("b'HELLO\\n'\n");
      assertThat(tried.awaitEnding()).isEqualTo(new Ending.TlsLate(Duration.ofMillis(300)));
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void filesThatChangeAreReadAnewAndOpenConnectionsGoOn() throws Exception {
    Path certificate = folder.resolve("live.pem");
    Path key = folder.resolve("live.key");
    Files.copy(files.file("server.pem"), certificate);
    Files.copy(files.file("server.key"), key);
    TlsIdentity live = TlsIdentity.pem(certificate, key);
    try (Tried tried = serve(ServerModel.select(), it -> it.tls(live), UPPER);
        Child open = openssl(tried, "-tls1_3")) {
      open.send("first\n");
      open.out().await("FIRST");
      Files.copy(files.file("other.pem"), certificate, StandardCopyOption.REPLACE_EXISTING);
      await("the old one is kept while the key does not fit")
          .atMost(Child.PATIENCE)
          .until(() -> {
            assertThat(shown(tried)).contains("CN = server");
            return tried.events().stream().anyMatch(Event.CertificateKept.class::isInstance);
          });
      assertThat(tried.first(Event.CertificateKept.class).why())
          .contains("its key is not that of the certificate");
      Files.copy(files.file("other.key"), key, StandardCopyOption.REPLACE_EXISTING);
      await("the new one is shown")
          .atMost(Child.PATIENCE)
          .until(() -> shown(tried).contains("CN = other"));
      assertThat(tried.first(Event.CertificateRenewed.class).certificate().subject())
          .isEqualTo("CN=other");
      open.send("second\n");
      open.out().await("SECOND");
    }
  }

  private static String shown(Tried tried) throws Exception {
    return Child.run(
            List.of(Needs.program("openssl"), "s_client", "-connect", "127.0.0.1:" + tried.port()))
        .out();
  }

  /** Every encoding that openssl writes is read, and what cannot be used is said. */
  @Test
  void keysInAllTheirEncodings() throws Exception {
    files.openssl("rsa -in server.key -traditional -out pkcs1.key");
    files.openssl("ec -in other.key -out sec1.key");
    files.openssl("pkcs8 -topk8 -in server.key -out encrypted.key -passout pass:secret");
    files.openssl(
        "pkcs12 -export -in server.pem -inkey server.key -certfile ca.pem -out server.p12 -passout"
            + " pass:secret");
    char[] secret = "secret".toCharArray();
    String server = identity("server").fingerprint();
    assertThat(TlsIdentity.pem(files.file("server.pem"), files.file("pkcs1.key")).fingerprint())
        .isEqualTo(server);
    assertThat(TlsIdentity.pem(files.file("other.pem"), files.file("sec1.key")).fingerprint())
        .isNotEqualTo(server);
    assertThat(
            TlsIdentity.pem(files.file("server.pem"), files.file("encrypted.key"), secret)
                .fingerprint())
        .isEqualTo(server);
    assertThat(TlsIdentity.pkcs12(files.file("server.p12"), secret).fingerprint())
        .isEqualTo(server);
    String printed = files.openssl("x509 -in server.pem -noout -fingerprint -sha256");
    assertThat(TlsTrust.fingerprint(printed.strip().replaceAll(".*=", "")))
        .isEqualTo(TlsTrust.fingerprint(server));
    refuses("encrypted.key", "its key is encrypted, and there is no password for it");
    refuses("encrypted.key", "is it the right password?", "wrong".toCharArray());
    refuses("other.key", "its key is not that of the certificate in");
    refuses("server.pem", "there is no private key in it");
    refuses("missing.key", "there is no such file");
  }

  private static void refuses(String key, String why, char... password) {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> TlsIdentity.pem(files.file("server.pem"), files.file(key), password)))
        .isInstanceOf(java.io.IOException.class)
        .hasMessageContaining(why);
  }

  @Test
  void openSslBelievesOurOwnCertificateOnceItIsTold() throws Exception {
    TlsIdentity own = TlsIdentity.selfSigned();
    try (Tried tried = serve(ServerModel.select(), it -> it.tls(own), UPPER)) {
      String shown = shown(tried);
      int from = shown.indexOf("-----BEGIN CERTIFICATE");
      int to = shown.indexOf("-----END CERTIFICATE-----") + 26;
      Files.write(folder.resolve("own.pem"), shown.substring(from, to).getBytes(UTF_8));
      String text = files.openssl("x509 -in own.pem -noout -text");
      assertThat(text).contains("DNS:localhost, IP Address:127.0.0.1", "prime256v1");
      assertThat(files.openssl("verify -CAfile own.pem -verify_ip 127.0.0.1 own.pem"))
          .contains("OK");
      Child.Finished got =
          Child.run(
              List.of(
                  Needs.program("openssl"),
                  "s_client",
                  "-connect",
                  "127.0.0.1:" + tried.port(),
                  "-CAfile",
                  folder.resolve("own.pem").toString(),
                  "-verify_return_error"));
      assertThat(got.out()).contains("Verification: OK");
    }
  }
}
