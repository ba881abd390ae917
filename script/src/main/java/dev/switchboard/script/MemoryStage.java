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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Sessions of a service in memory, one for each client, with one clock that is moved by hand. */
final class MemoryStage implements Stage {

  private final Service service;
  private final Framing framing;
  private final Limits limits;
  private final Transport over;
  private final List<MemoryConnection> connections = new ArrayList<>();
  private long now;

  MemoryStage(Service service, Framing framing, Limits limits, Transport over) {
    this.service = service;
    this.framing = framing;
    this.limits = limits;
    this.over = over;
  }

  @Override
  public String place() {
    return "in memory";
  }

  @Override
  public Connection open(String client, Duration most) throws IOException {
    MemoryConnection connection = new MemoryConnection(begin());
    connections.add(connection);
    return connection;
  }

  private PeerInMemory begin() throws IOException {
    try {
      PeerInMemory peer =
          switch (over) {
            case UDP, UNIXGRAM -> PeerInMemory.ofPackets(service, framing, limits);
            case SEQPACKET -> PeerInMemory.ofConnectedPackets(service, framing, limits);
            case TCP, UNIX -> PeerInMemory.of(service, framing, limits);
          };
      // A new session's clock begins at 0: each is told the time that has passed since then.
      return peer.connects();
    } catch (RuntimeException e) {
      throw new IOException("the service cannot begin a conversation: " + e, e);
    }
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public void pause(Duration time) {
    now += time.toNanos();
    connections.forEach(connection -> connection.peer.waits(time));
    settle();
  }

  /** What one client causes for another (a post, say) happens at once, from one to the next. */
  private void settle() {
    for (int round = 0; round <= connections.size(); round++) {
      connections.forEach(connection -> connection.peer.waits(Duration.ZERO));
    }
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

    private PeerInMemory peer;
    private final Queue<byte[]> earlier = new ArrayDeque<>(); // packets of a session that ended

    MemoryConnection(PeerInMemory peer) {
      this.peer = peer;
    }

    @Override
    public void send(byte[] segment) throws IOException {
      if (peer.wish() == Wish.RESET) {
        throw new IOException("the server has reset the connection");
      }
      if (!over.connects() && peer.wish() == Wish.CLOSE) {
        for (byte[] it = peer.hearsPacket(); it != null; it = peer.hearsPacket()) {
          earlier.add(it);
        }
        peer = begin(); // a packet behind the end of a session begins the next one
      }
      peer.says(segment);
    }

    @Override
    public void end() {
      peer.finishes();
    }

    @Override
    public void close() {
      if (over.connects()) {
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
        settle();
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
      byte[] bytes = over.packets() ? packet() : peer.hearsBytes();
      if (bytes != null && (over.packets() || bytes.length > 0)) {
        return new Heard.Bytes(Frame.of(bytes));
      }
      if (peer.ending() instanceof Ending.ServiceFailed failed) {
        return new Heard.Crashed("the service threw " + failed.cause());
      }
      if (peer.wish() == Wish.RESET) {
        return new Heard.Broken("reset by the server");
      }
      return peer.hasSeenTheEnd() && over.connects() ? new Heard.Ended() : null;
    }

    private byte @Nullable [] packet() {
      byte[] packet = earlier.poll();
      return packet == null ? peer.hearsPacket() : packet;
    }
  }
}
