package dev.switchboard.rows;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.ring.BufferRing;
import dev.switchboard.ring.Completions;
import dev.switchboard.ring.Ring;
import dev.switchboard.sockets.NativeListening;
import dev.switchboard.sockets.NativeTransport;
import java.io.IOException;

/**
 * An echo server as one writes it by hand on a ring: no session, no limits, no events, and a peer
 * that does not read keeps its buffers. What `ring` is held against.
 */
final class BareRingRow implements Completions {

  private static final int SUBMISSIONS = 512;
  private static final int COMPLETIONS = 8192;
  private static final int NO_BUFFERS = -105; // ENOBUFS

  private static final int ACCEPTED = 0;
  private static final int RECEIVED = 1;
  private static final int SENT = 2;
  private static final int CLOSED = 3;

  private final int listening;
  private final Ring ring;
  private final BufferRing buffers;

  private BareRingRow(int listening, int count, int bytes) throws IOException {
    this.listening = listening;
    this.ring = Ring.open(SUBMISSIONS, COMPLETIONS);
    this.buffers = new BufferRing(ring, 0, count, bytes);
  }

  /** Echoes on a thread of its own for as long as the process lives; answers the port. */
  static int start(Mode mode) throws IOException {
    NativeListening listening =
        (NativeListening)
            new NativeTransport()
                .listen(Endpoint.tcp("127.0.0.1", 0), RowLimits.ACCEPT_QUEUE, false)
                .getFirst();
    boolean bulk = mode == Mode.BULK;
    BareRingRow server =
        new BareRingRow(
            listening.blockingDescriptor(), bulk ? 256 : 1024, bulk ? 16 << 10 : 1 << 10);
    Thread.ofPlatform().name("bare-ring").start(server::run);
    return ((Endpoint.Inet) listening.endpoint()).port();
  }

  private void run() {
    try {
      ring.enable();
      ring.accept(listening, ACCEPTED);
      while (true) {
        buffers.publish();
        ring.enter(1, Ring.FOREVER);
        ring.drain(this);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the ring failed", e);
    }
  }

  /** The user data of an operation on a socket, perhaps with a buffer that belongs to it. */
  private static long key(int kind, int socket, int buffer) {
    return kind | (long) socket << 8 | (long) buffer << 32;
  }

  @Override
  public void completed(long userData, int result, int flags) {
    int socket = (int) userData >>> 8;
    switch ((int) userData & 0xff) {
      case ACCEPTED -> accepted(result, flags);
      case RECEIVED -> received(socket, result, flags);
      case SENT -> buffers.give((int) (userData >>> 32));
      default -> {} // a socket is closed
    }
  }

  private void accepted(int result, int flags) {
    if (result >= 0) {
      ring.receive(result, 0, key(RECEIVED, result, 0));
    }
    if ((flags & Ring.MORE) == 0) {
      ring.accept(listening, ACCEPTED);
    }
  }

  private void received(int socket, int result, int flags) {
    if (result > 0) {
      int buffer = Ring.buffer(flags);
      ring.send(
          socket, buffers.addressAt(buffers.start(buffer)), result, key(SENT, socket, buffer));
    } else if (result != NO_BUFFERS) {
      ring.close(socket, key(CLOSED, socket, 0));
      return;
    }
    if ((flags & Ring.MORE) == 0) {
      ring.receive(socket, 0, key(RECEIVED, socket, 0));
    }
  }
}
