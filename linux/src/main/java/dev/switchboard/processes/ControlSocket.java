package dev.switchboard.processes;

import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One end of the pair of Unix sockets between a server and one of its processes: lines in both
 * directions, and descriptors that travel with them (unix(7), SCM_RIGHTS).
 *
 * <p>One thread receives; any thread may send or close.
 */
final class ControlSocket {

  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM_CLOEXEC = 0x80001;
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int MSG_CMSG_CLOEXEC = 0x4000_0000;
  private static final int SHUT_WR = 1;
  private static final int HEADER_BYTES = 56; // struct msghdr of a 64-bit machine
  private static final int CONTROL_BYTES = 24; // a struct cmsghdr with one descriptor, and padding
  private static final int CONTROL_LENGTH = 20; // the same without padding
  private static final int BUFFER_BYTES = 16 << 10;

  private final int descriptor;
  private final byte[] buffer = new byte[BUFFER_BYTES]; // this and all that follows: who receives
  private int next;
  private int end;
  private int received = -1;

  private boolean closed; // guarded by this

  ControlSocket(int descriptor) {
    this.descriptor = descriptor;
  }

  /** Both ends of a pair. */
  static ControlSocket[] pair() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(8, 4);
      Kernel.need(Call.SOCKETPAIR, AF_UNIX, SOCK_STREAM_CLOEXEC, 0, ends.address(), 0, 0);
      return new ControlSocket[] {
        new ControlSocket(ends.get(ValueLayout.JAVA_INT, 0)),
        new ControlSocket(ends.get(ValueLayout.JAVA_INT, 4))
      };
    }
  }

  int descriptor() {
    return descriptor;
  }

  /** Sends a line. */
  void send(String line) throws IOException {
    send(line, -1);
  }

  /** Sends a line, and a descriptor with it, unless that is negative. */
  synchronized void send(String line, int passed) throws IOException {
    if (closed) {
      throw Errno.failure(-32); // EPIPE, as if the other side had closed
    }
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(bytes.length);
      MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
      int with = passed;
      for (long sent = 0; sent < bytes.length; ) {
        MemorySegment header =
            header(arena, memory.address() + sent, bytes.length - sent, with >= 0);
        if (with >= 0) {
          MemorySegment control =
              MemorySegment.ofAddress(header.get(ValueLayout.JAVA_LONG, 32))
                  .reinterpret(CONTROL_BYTES);
          control.set(ValueLayout.JAVA_LONG, 0, CONTROL_LENGTH);
          control.set(ValueLayout.JAVA_INT, 8, SOL_SOCKET);
          control.set(ValueLayout.JAVA_INT, 12, SCM_RIGHTS);
          control.set(ValueLayout.JAVA_INT, 16, with);
        }
        long result = Kernel.call(Call.SENDMSG, descriptor, header.address(), MSG_NOSIGNAL);
        if (result > 0) {
          sent += result;
          with = -1; // it went with the first byte
        } else if (!Errno.EINTR.is(result)) {
          throw Errno.failure(result);
        }
      }
    }
  }

  private static MemorySegment header(Arena arena, long bytes, long length, boolean control) {
    MemorySegment vector = arena.allocateFrom(ValueLayout.JAVA_LONG, bytes, length);
    MemorySegment header = arena.allocate(HEADER_BYTES, 8);
    header.set(ValueLayout.JAVA_LONG, 16, vector.address());
    header.set(ValueLayout.JAVA_LONG, 24, 1);
    if (control) {
      header.set(ValueLayout.JAVA_LONG, 32, arena.allocate(CONTROL_BYTES, 8).address());
      header.set(ValueLayout.JAVA_LONG, 40, CONTROL_BYTES);
    }
    return header;
  }

  /** Waits for the next line; null at the end. */
  @Nullable String receive() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      for (int at = next; at < end; at++) {
        if (buffer[at] == '\n') {
          line.write(buffer, next, at - next);
          next = at + 1;
          return line.toString(StandardCharsets.UTF_8);
        }
      }
      line.write(buffer, next, end - next);
      next = 0;
      end = receiveSome();
      if (end <= 0) {
        end = 0;
        return null;
      }
    }
  }

  private int receiveSome() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(BUFFER_BYTES);
      while (true) {
        MemorySegment header = header(arena, memory.address(), BUFFER_BYTES, true);
        long result = Kernel.call(Call.RECVMSG, descriptor, header.address(), MSG_CMSG_CLOEXEC);
        if (result > 0) {
          takeDescriptor(header);
          MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, buffer, 0, (int) result);
        }
        if (!Errno.EINTR.is(result)) {
          return (int) result;
        }
      }
    }
  }

  private void takeDescriptor(MemorySegment header) {
    MemorySegment control =
        MemorySegment.ofAddress(header.get(ValueLayout.JAVA_LONG, 32)).reinterpret(CONTROL_BYTES);
    boolean one =
        header.get(ValueLayout.JAVA_LONG, 40) >= CONTROL_LENGTH
            && control.get(ValueLayout.JAVA_INT, 12) == SCM_RIGHTS;
    if (one) {
      received = control.get(ValueLayout.JAVA_INT, 16);
    }
  }

  /** The descriptor that came last, once; negative when none has come. */
  int takeDescriptor() {
    int taken = received;
    received = -1;
    return taken;
  }

  /** Sends the end. */
  void finish() {
    Kernel.call(Call.SHUTDOWN, descriptor, SHUT_WR, 0);
  }

  /** Gives the descriptor back; nobody receives any more. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      Kernel.call(Call.CLOSE, descriptor);
    }
  }
}
