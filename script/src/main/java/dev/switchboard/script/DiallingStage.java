package dev.switchboard.script;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Clients of a server, over sockets. */
final class DiallingStage implements Stage {

  /** What a script expects may be larger than what its server takes. */
  private static final Limits ANY_SIZE =
      Limits.defaults().with(it -> it.message = Limits.UNBOUNDED);

  private final Endpoint server;
  private final Crash crash;
  private final List<Connection> connections = new ArrayList<>();
  private final long began = System.nanoTime();

  DiallingStage(Endpoint server, Crash crash) {
    this.server = server;
    this.crash = crash;
  }

  @Override
  public String place() {
    return server.toString();
  }

  @Override
  public Connection open(String client, Duration most) throws IOException {
    Framing raw = server.packets() ? Framing.datagram() : Framing.none();
    Connection connection =
        new DialledConnection(Client.connect(server, raw, most, ANY_SIZE), server, crash);
    connections.add(connection);
    return connection;
  }

  @Override
  public long now() {
    return System.nanoTime() - began;
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS); // nobody opens it
  }

  @Override
  public @Nullable String crash() {
    return crash.reason();
  }

  @Override
  public void close() {
    connections.forEach(Connection::close);
  }
}
