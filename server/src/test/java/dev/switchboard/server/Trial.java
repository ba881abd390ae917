package dev.switchboard.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A server on trial, with all it told, and clients that see what goes over the wire. */
final class Trial implements AutoCloseable {

  static final Service UPPER = Service.replying(String::toUpperCase);
  static final Service ECHO = Service.replyingFrames(frame -> frame);

  /** How long a client waits: much longer than anything takes, so that only a fault ends it. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Running running;
  private final Told told;

  private Trial(Running running, Told told) {
    this.running = running;
    this.told = told;
  }

  static Trial serve(Way way, UnaryOperator<Server> described, Service service) throws IOException {
    Told told = new Told();
    Server server =
        described.apply(
            Server.on(way.freshEndpoint())
                .model(way.model())
                .limits(limits(it -> {}))
                .listener(told));
    return new Trial(server.serve(service), told);
  }

  static Trial serve(Way way, Framing framing, Service service) throws IOException {
    return serve(way, server -> server.framing(framing), service);
  }

  /** The default limits, but no test waits for a peer that it has given up. */
  static Limits limits(Consumer<Limits.Draft> change) {
    return Limits.defaults()
        .with(it -> it.drain = Duration.ofMillis(200))
        .with(it -> it.lingerTime = Duration.ofMillis(500))
        .with(change);
  }

  Running running() {
    return running;
  }

  Told told() {
    return told;
  }

  Endpoint endpoint() {
    return running.endpoint();
  }

  /** A client that sends and receives bytes as they are. */
  Client connect() throws IOException {
    return connect(Framing.none());
  }

  Client connect(Framing framing) throws IOException {
    return Client.connect(endpoint(), framing, PATIENCE, Limits.defaults());
  }

  /** A client that the server has accepted. */
  Client connectAccepted() throws IOException {
    int before = told.of(Event.Accepted.class).size();
    Client client = connect();
    told.awaitSome(Event.Accepted.class, before + 1);
    return client;
  }

  /** A socket without anything of ours around it, in blocking mode. */
  SocketChannel socket() throws IOException {
    return switch (endpoint()) {
      case Endpoint.Unix unix -> SocketChannel.open(UnixDomainSocketAddress.of(unix.path()));
      case Endpoint.Inet inet ->
          SocketChannel.open(new InetSocketAddress(inet.host(), inet.port()));
      default -> throw new IllegalArgumentException("no channel reaches " + endpoint());
    };
  }

  /** Receives exactly these bytes, or fails at the first that differs. */
  static void expect(Client client, byte[] expected) throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    while (heard.size() < expected.length) {
      byte[] more = client.receiveRaw(expected.length - heard.size());
      if (more.length == 0) {
        break; // the stream ended
      }
      heard.writeBytes(more);
    }
    assertThat(new String(heard.toByteArray(), ISO_8859_1))
        .isEqualTo(new String(expected, ISO_8859_1));
  }

  static void expect(Client client, String expected) throws IOException {
    expect(client, expected.getBytes(UTF_8));
  }

  static void say(Client client, String text) throws IOException {
    client.sendRaw(text.getBytes(UTF_8));
  }

  /** Closes a client before its block ends. */
  static void leave(Client client) {
    client.close();
  }

  /** Whatever happened before: a new client is served by a service that answers lines. */
  void isStillServing() throws IOException {
    try (Client fresh = connect()) {
      say(fresh, "still\n");
      expect(fresh, "STILL\n");
    }
  }

  @Override
  public void close() {
    running.closeNow();
    if (endpoint() instanceof Endpoint.Unix unix) {
      Path directory = Path.of(unix.path()).getParent();
      if (directory != null) {
        directory.toFile().delete();
      }
    }
  }
}
