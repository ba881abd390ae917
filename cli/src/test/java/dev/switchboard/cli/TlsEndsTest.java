package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import dev.switchboard.tls.TlsIdentity;
import dev.switchboard.tls.TlsTrust;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row about TLS of docs/ends.md, run; the other side is the JDK's blocking TLS socket. */
class TlsEndsTest {

  @TempDir static Path folder;

  private static Certificates files;
  private static SSLContext knowing; // the authority, and with the server's key
  private static SSLContext ignorant;

  @BeforeAll
  static void makeCertificates() throws Exception {
    files = new Certificates(folder);
    files.openssl(
        "pkcs12 -export -in server.pem -inkey server.key -out server.p12 -passout pass:secret");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(files.file("server.p12"))) {
      keys.load(in, "secret".toCharArray());
    }
    KeyManagerFactory keyFactory = KeyManagerFactory.getInstance("PKIX");
    keyFactory.init(keys, "secret".toCharArray());
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    try (InputStream in = Files.newInputStream(files.file("ca.pem"))) {
      authorities.setCertificateEntry(
          "ca", java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trustFactory = TrustManagerFactory.getInstance("PKIX");
    trustFactory.init(authorities);
    knowing = SSLContext.getInstance("TLS");
    knowing.init(keyFactory.getKeyManagers(), trustFactory.getTrustManagers(), null);
    ignorant = SSLContext.getInstance("TLS");
    ignorant.init(null, null, null);
  }

  static List<List<String>> rows() throws IOException {
    return EndsPage.rows("TLS");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void isAsItStandsThere(List<String> row) throws Exception {
    List<Event> told = new CopyOnWriteArrayList<>();
    String answered =
        row.getFirst().equals("serve") ? serve(row.get(1), told) : client(row.get(1), told);
    await("the end")
        .atMost(Child.PATIENCE)
        .until(() -> told.stream().anyMatch(Event.Ended.class::isInstance));
    String ended =
        told.stream()
            .filter(Event.Ended.class::isInstance)
            .map(event -> ((Event.Ended) event).ending().toString())
            .collect(Collectors.joining());
    assertThat(List.of(row.get(0), row.get(1), answered, ended)).isEqualTo(row);
  }

  // ---- our server ----

  private static String serve(String happens, List<Event> told) throws Exception {
    Limits limits =
        Limits.defaults()
            .with(it -> it.handshake = Duration.ofMillis(500))
            .with(it -> it.lingerTime = Duration.ofMillis(300));
    try (Running running =
            Server.on(Endpoint.tls("127.0.0.1", 0))
                .framing(Framing.line())
                .limits(happens.startsWith("--handshake") ? limits : Limits.defaults())
                .tls(TlsIdentity.pem(files.file("server.pem"), files.file("server.key")))
                .listener(told::add)
                .serve(Service.replying(text -> text.toUpperCase(Locale.ROOT)));
        Socket plain = loopback(((Endpoint.Tls) running.endpoint()).port())) {
      String answered = asClient(happens, plain);
      await("the end")
          .atMost(Child.PATIENCE)
          .until(() -> told.stream().anyMatch(Event.Ended.class::isInstance));
      return answered;
    }
  }

  private static Socket loopback(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static String asClient(String happens, Socket plain) throws Exception {
    switch (happens) {
      case "the client leaves in the handshake" -> {
        plain.getOutputStream().write(new byte[] {22, 3, 1});
        plain.shutdownOutput();
        return "—";
      }
      case "--handshake 500ms is over" -> {
        return heard(plain.getInputStream().readAllBytes());
      }
      case "plain HTTP comes" -> {
        plain.getOutputStream().write("GET / HTTP/1.1".getBytes(UTF_8));
        return heard(plain.getInputStream().readAllBytes());
      }
      default -> {}
    }
    boolean believes = !happens.equals("the client does not believe the certificate");
    SSLSocket socket =
        (SSLSocket)
            (believes ? knowing : ignorant)
                .getSocketFactory()
                .createSocket(plain, "localhost", plain.getPort(), false);
    try {
      socket.startHandshake();
    } catch (IOException e) {
      return "—";
    }
    socket.getOutputStream().write("question\n".getBytes(UTF_8));
    String answer = new String(socket.getInputStream().readNBytes(9), UTF_8).strip();
    switch (happens) {
      case "the client sends close_notify" -> socket.shutdownOutput();
      case "the client sends FIN alone" -> plain.shutdownOutput();
      case "the client resets" -> {
        plain.setSoLinger(true, 0);
        plain.close();
        return answer;
      }
      default -> throw new AssertionError("no test knows what is meant by: " + happens);
    }
    return answer + (socket.getInputStream().read() < 0 ? " end" : " more");
  }

  private static String heard(byte... bytes) {
    return bytes.length == 0 ? "—" : "bytes";
  }

  // ---- our client ----

  private static String client(String happens, List<Event> told) throws Exception {
    try (ServerSocket listening = new ServerSocket(0)) {
      CompletableFuture<Void> server =
          CompletableFuture.runAsync(
              () -> asServer(happens, listening), Thread::startVirtualThread);
      try (Client client =
          Client.to(Endpoint.tls("localhost", listening.getLocalPort()))
              .framing(Framing.line())
              .trusting(TlsTrust.authorities(files.file("ca.pem")))
              .listener(told::add)
              .connect()) {
        client.send("question");
        if (happens.equals("finish() is called")) {
          client.finish();
        }
        return answers(client, happens.equals("the server resets"));
      } finally {
        server.join();
      }
    }
  }

  private static String answers(Client client, boolean thanks) {
    List<String> answers = new ArrayList<>();
    try {
      String message = client.receive();
      while (message != null) {
        answers.add(message);
        if (thanks) {
          client.send("thanks");
        }
        message = client.receive();
      }
      answers.add("null");
    } catch (IOException e) {
      answers.add(e.getClass().getSimpleName().replace("SocketException", "IOException"));
    }
    return String.join(", then ", answers);
  }

  private static void asServer(String happens, ServerSocket listening) {
    try (Socket plain = listening.accept()) {
      SSLSocket socket = (SSLSocket) knowing.getSocketFactory().createSocket(plain, null, false);
      socket.setUseClientMode(false);
      socket.getInputStream().readNBytes(9);
      if (happens.equals("finish() is called")) {
        assertThat(socket.getInputStream().read()).isNegative();
      }
      socket.getOutputStream().write("answer\n".getBytes(UTF_8));
      switch (happens) {
        case "the server sends close_notify", "finish() is called" -> {
          socket.shutdownOutput();
          plain.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        }
        case "the server sends FIN alone" -> {
          plain.shutdownOutput();
          plain.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        }
        case "the server resets" -> {
          socket.getInputStream().read(); // the client has heard the answer, and says so
          plain.setSoLinger(true, 0);
        }
        default -> throw new AssertionError("no test knows what is meant by: " + happens);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
