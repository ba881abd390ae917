package dev.switchboard.load;

import dev.switchboard.ring.BufferRing;
import dev.switchboard.ring.Ring;
import dev.switchboard.sockets.NativeClient;
import dev.switchboard.wire.SystemAnswer;
import dev.switchboard.wire.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * All connections on an io_uring: what is to be sent is given to the kernel in one call for many,
 * and it tells of what came in the same way. A generator that makes two calls for each message
 * would itself be slower than the servers that it measures.
 */
final class OnRing implements Engine {

  private static final int SUBMISSIONS = 1024;
  private static final int COMPLETIONS = 8192;
  private static final int BUFFERS = 1024;
  private static final int BUFFER_BYTES = 4 << 10;
  private static final int LONGEST_PACKET = 64 << 10;
  private static final int PACKET_BUFFERS = 64;
  private static final int GROUP = 0;

  /** The kernel wakes a sleeper some time later than asked: who has less than this looks again. */
  private static final long SPIN_NANOS = 200_000;

  private static final int ENOBUFS = -105;
  private static final int ECANCELED = -125;

  private static final long RECEIVED = 1L << 32;
  private static final long SENT = 2L << 32;

  private final Run run;
  private final Ring ring;
  private final BufferRing buffers;
  private final List<Caller> callers = new ArrayList<>();

  /** One connection. */
  private static final class Caller {

    private final NativeClient socket;
    private final int descriptor;
    private final long said; // where what it says lies
    private boolean sending;

    Caller(NativeClient socket, Asker asker) throws IOException {
      this.socket = socket;
      this.descriptor = socket.forARing();
      this.said = Ring.address(asker.memory());
    }
  }

  OnRing(Load load, Run run) throws IOException {
    this.run = run;
    this.ring = Ring.open(SUBMISSIONS, COMPLETIONS);
    ring.enable();
    boolean longPackets = load.endpoint().packets() && load.bytes() > BUFFER_BYTES;
    this.buffers =
        longPackets
            ? new BufferRing(ring, GROUP, PACKET_BUFFERS, LONGEST_PACKET)
            : new BufferRing(ring, GROUP, BUFFERS, BUFFER_BYTES);
    Transport transport = Transport.withDescriptors(load.endpoint());
    try (Connecting connecting = new Connecting(load.endpoint(), transport)) {
      for (int number = 0; number < load.connections(); number++) {
        NativeClient socket = (NativeClient) connecting.connect();
        callers.add(new Caller(socket, run.asker(number)));
        ring.receive(callers.get(number).descriptor, GROUP, RECEIVED | number);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public String name() {
    return "io_uring";
  }

  /** One send at a time on a socket: two could change places. */
  @Override
  public void write(int connection) {
    Caller caller = callers.get(connection);
    if (caller.sending || run.isFailed(connection)) {
      return;
    }
    ByteBuffer next = run.asker(connection).toWrite();
    if (next.hasRemaining()) {
      caller.sending = true;
      ring.send(
          caller.descriptor, caller.said + next.position(), next.remaining(), SENT | connection);
    }
  }

  @Override
  public void await(long nanos) throws IOException {
    if (nanos < SPIN_NANOS) {
      ring.enter(0, 0);
    } else {
      ring.enter(1, nanos);
    }
    ring.drain(this::completed);
    buffers.publish();
  }

  private void completed(long userData, int result, int flags) {
    int connection = (int) userData;
    if ((userData & SENT) != 0) {
      sent(connection, result);
    } else if ((userData & RECEIVED) != 0) {
      received(connection, result, flags);
    }
  }

  private void sent(int connection, int result) {
    callers.get(connection).sending = false;
    if (run.isFailed(connection)) {
      return;
    }
    if (result < 0) {
      run.ended(this, connection, SystemAnswer.said(Ring.failure(result)));
    } else {
      run.asker(connection).written(result);
      write(connection);
    }
  }

  private void received(int connection, int result, int flags) {
    boolean hasBuffer = (flags & Ring.BUFFER) != 0;
    if (!run.isFailed(connection)) {
      use(connection, result, hasBuffer ? Ring.buffer(flags) : -1);
    }
    if (hasBuffer) {
      buffers.give(Ring.buffer(flags));
    }
    if ((flags & Ring.MORE) == 0 && !run.isFailed(connection)) {
      ring.receive(callers.get(connection).descriptor, GROUP, RECEIVED | connection);
    }
  }

  private void use(int connection, int result, int buffer) {
    if (buffer >= 0 && result >= 0) {
      if (run.received(this, connection, buffers.memory(), buffers.start(buffer), result)) {
        write(connection);
      }
    } else if (result == 0) {
      run.ended(this, connection, "the server finished");
    } else if (result != ENOBUFS && result != ECANCELED) {
      run.ended(this, connection, SystemAnswer.said(Ring.failure(result)));
    }
  }

  /** Operations that are still in flight hold the socket until they are cancelled. */
  @Override
  public void drop(int connection) {
    ring.cancelAll(callers.get(connection).descriptor, 0);
  }

  @Override
  public void close() {
    ring.close();
    buffers.close();
    callers.forEach(caller -> caller.socket.close());
  }
}
