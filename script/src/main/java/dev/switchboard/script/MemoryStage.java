package dev.switchboard.script;

import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Limits;
import dev.switchboard.session.PeerInMemory;
import dev.switchboard.session.Service;
import dev.switchboard.session.Wish;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions of a service in memory, one for each client, with one clock that is moved by hand. */
final class MemoryStage implements Stage {

  private final Service service;
  private final Framing framing;
  private final Limits limits;
  private final boolean packets;
  private final List<MemoryConnection> connections = new ArrayList<>();
  private long now;

  MemoryStage(Service service, Framing framing, Limits limits, boolean packets) {
    this.service = service;
    this.framing = framing;
    this.limits = limits;
    this.packets = packets;
  }

  @Override
  public String place() {
    return "in memory";
  }

  @Override
  public Connection open(String client, Duration most) throws IOException {
    PeerInMemory peer;
    try {
      peer =
          packets
              ? PeerInMemory.ofPackets(service, framing, limits)
              : PeerInMemory.of(service, framing, limits);
    } catch (RuntimeException e) {
      throw new IOException("the service cannot begin a conversation: " + e, e);
    }
    // A new session's clock begins at 0: time is told to each as what has passed.
    MemoryConnection connection = new MemoryConnection(peer.connects());
    connections.add(connection);
    return connection;
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public void pause(Duration time) {
    now += time.toNanos();
    connections.forEach(connection -> connection.peer.waits(time));
  }

  @Override
  public @Nullable String crash() {
    for (MemoryConnection connection : connections) {
      if (connection.peer.ending() instanceof Ending.ServiceFailed failed) {
        return "the service threw " + failed.cause();
      }
    }
    return null;
  }

  @Override
  public void close() {
    connections.clear();
  }

  private final class MemoryConnection implements Connection {

    private final PeerInMemory peer;

    MemoryConnection(PeerInMemory peer) {
      this.peer = peer;
    }

    @Override
    public void send(byte[] segment) throws IOException {
      if (peer.wish() == Wish.RESET) {
        throw new IOException("the server has reset the connection");
      }
      peer.says(segment);
    }

    @Override
    public void end() {
      peer.finishes();
    }

    @Override
    public void close() {
      if (!packets) {
        peer.finishes();
      }
    }

    @Override
    public void reset() {
      peer.resets();
    }

    @Override
    public Heard hear(Duration most) {
      long until = now + most.toNanos();
      while (true) {
        Heard heard = now();
        if (heard != null) {
          return heard;
        }
        long rest = until - now;
        if (rest <= 0) {
          return new Heard.Silence();
        }
        long next = peer.session().nextTick() - peer.now();
        pause(Duration.ofNanos(Math.min(rest, Math.max(1, next))));
      }
    }

    private @Nullable Heard now() {
      byte[] bytes = packets ? peer.hearsPacket() : peer.hearsBytes();
      if (bytes != null && (packets || bytes.length > 0)) {
        return new Heard.Bytes(Frame.of(bytes));
      }
      if (peer.ending() instanceof Ending.ServiceFailed failed) {
        return new Heard.Crashed("the service threw " + failed.cause());
      }
      if (peer.wish() == Wish.RESET) {
        return new Heard.Broken("reset by the server");
      }
      return peer.hasSeenTheEnd() && !packets ? new Heard.Ended() : null;
    }
  }
}
