package dev.switchboard.server;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.wire.ClientSocket;
import dev.switchboard.wire.JdkTransport;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.PacketSocket;
import dev.switchboard.wire.Pollable;
import dev.switchboard.wire.Poller;
import dev.switchboard.wire.Transport;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Real sockets whose calls fail as a test says, and are counted. It stands at the seam between the
 * server models and the system.
 */
class FaultyTransport implements Transport {

  /** What accept throws, one after the other, before it works again. */
  final Queue<Exception> acceptFaults = new ConcurrentLinkedQueue<>();

  final AtomicInteger calls = new AtomicInteger();
  private final UnaryOperator<Wire> fault;

  FaultyTransport(UnaryOperator<Wire> fault) {
    this.fault = fault;
  }

  /** Sockets that work, but count. */
  FaultyTransport() {
    this(wire -> wire);
  }

  @Override
  public boolean has(Endpoint endpoint) {
    return true;
  }

  @Override
  public List<Listening> listen(Endpoint endpoint, int acceptQueue, boolean shared)
      throws IOException {
    return new JdkTransport()
        .listen(endpoint, acceptQueue, shared).stream()
            .<Listening>map(FaultyListening::new)
            .toList();
  }

  @Override
  public List<PacketSocket> bind(Endpoint endpoint, boolean shared) throws IOException {
    return new JdkTransport().bind(endpoint, shared);
  }

  @Override
  public ClientSocket client(Endpoint endpoint, SocketAddress remote, @Nullable SocketAddress own)
      throws IOException {
    return new JdkTransport().client(endpoint, remote, own);
  }

  @Override
  public Poller poller() throws IOException {
    return new JdkTransport().poller();
  }

  private final class FaultyListening implements Listening {

    private final Listening real;

    FaultyListening(Listening real) {
      this.real = real;
    }

    @Override
    public Endpoint endpoint() {
      return real.endpoint();
    }

    @Override
    public @Nullable Wire accept() throws IOException {
      calls.incrementAndGet();
      switch (acceptFaults.poll()) {
        case null -> {}
        case IOException told -> throw told;
        case RuntimeException told -> throw told;
        case Exception other -> throw new IllegalArgumentException(other);
      }
      Wire wire = real.accept();
      return wire == null ? null : fault.apply(new Counted(wire));
    }

    @Override
    public Pollable pollable() {
      return real.pollable();
    }

    @Override
    public void close() {
      real.close();
    }
  }

  private final class Counted extends Around {

    Counted(Wire wire) {
      super(wire);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      calls.incrementAndGet();
      return super.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      calls.incrementAndGet();
      return super.write(from);
    }
  }

  /** A wire that passes everything on; a fault overrides one method. */
  abstract static class Around implements Wire {

    private final Wire wire;

    Around(Wire wire) {
      this.wire = wire;
    }

    @Override
    public Endpoint local() {
      return wire.local();
    }

    @Override
    public Endpoint remote() {
      return wire.remote();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      return wire.read(into);
    }

    @Override
    public int waiting() {
      return wire.waiting();
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      return wire.write(from);
    }

    @Override
    public void finish() throws IOException {
      wire.finish();
    }

    @Override
    public void close() {
      wire.close();
    }

    @Override
    public void reset() {
      wire.reset();
    }

    @Override
    public void blocking(boolean waits) throws IOException {
      wire.blocking(waits);
    }

    @Override
    public Pollable pollable() {
      return wire.pollable();
    }
  }

  /** One byte a call, in both directions. */
  static Wire byteByByte(Wire wire) {
    return new Around(wire) {
      @Override
      public int read(ByteBuffer into) throws IOException {
        int limit = into.limit();
        try {
          return super.read(into.limit(Math.min(limit, into.position() + 1)));
        } finally {
          into.limit(limit);
        }
      }

      @Override
      public int write(ByteBuffer from) throws IOException {
        int limit = from.limit();
        try {
          return super.write(from.limit(Math.min(limit, from.position() + 1)));
        } finally {
          from.limit(limit);
        }
      }
    };
  }

  /** The second read takes long, as on a busy machine, until this many asked what is waiting. */
  static Wire readsLate(Wire wire, int asked) {
    CountDownLatch asking = new CountDownLatch(asked);
    return new Around(wire) {
      private int count;

      @Override
      public int read(ByteBuffer into) throws IOException {
        if (count++ == 1) {
          try {
            asking.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        }
        return super.read(into);
      }

      @Override
      public int waiting() {
        int waiting = super.waiting();
        if (waiting > 0) {
          asking.countDown();
        }
        return waiting;
      }
    };
  }

  /** As a non-blocking socket may: every second call takes nothing. */
  static Wire everySecondTakesNothing(Wire wire) {
    Wire small = byteByByte(wire);
    return new Around(small) {
      private int count;

      @Override
      public int write(ByteBuffer from) throws IOException {
        return count++ % 2 == 0 ? 0 : super.write(from);
      }
    };
  }

  /** Every read, from the {@code after}-th on, fails with this. */
  static Wire readFails(Wire wire, int after, Exception fault) {
    return new Around(wire) {
      private int count;

      @Override
      public int read(ByteBuffer into) throws IOException {
        return count++ < after ? super.read(into) : fail(fault);
      }
    };
  }

  static Wire writeFails(Wire wire, Exception fault) {
    return new Around(wire) {
      @Override
      public int write(ByteBuffer from) throws IOException {
        return fail(fault);
      }
    };
  }

  static Wire finishFails(Wire wire, Exception fault) {
    return new Around(wire) {
      @Override
      public void finish() throws IOException {
        fail(fault);
      }
    };
  }

  private static int fail(Exception fault) throws IOException {
    switch (fault) {
      case IOException told -> throw told;
      case RuntimeException told -> throw told;
      default -> throw new IllegalArgumentException(fault);
    }
  }
}
