package dev.switchboard.script;

import dev.switchboard.client.Client;
import dev.switchboard.client.Dial;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Clients of a server, over sockets. */
final class DiallingStage implements Stage {

  /** What a script expects may be larger than what its server takes. */
  private static final Limits ANY_SIZE =
      Limits.defaults().with(it -> it.message = Limits.UNBOUNDED);

  private final Dial dial;
  private final Crash crash;
  private final List<Connection> connections = new ArrayList<>();
  private final long began = System.nanoTime();

  DiallingStage(Dial dial, Crash crash) {
    this.dial = dial;
    this.crash = crash;
  }

  @Override
  public String place() {
    return dial.endpoint().toString();
  }

  @Override
  public Connection open(String client, Duration most) throws IOException {
    Endpoint server = dial.endpoint();
    Framing raw = server.packets() ? Framing.datagram() : Framing.none();
    Client connected =
        dial.framing(raw).limits(ANY_SIZE).connectTimeout(most).timeout(most).connect();
    Connection connection = new DialledConnection(connected, server, crash);
    connections.add(connection);
    return connection;
  }

  @Override
  public long now() {
    return System.nanoTime() - began;
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
