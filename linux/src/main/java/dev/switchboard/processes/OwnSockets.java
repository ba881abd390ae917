package dev.switchboard.processes;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.model.Plan;
import dev.switchboard.wire.Addresses;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.Pollable;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Accepted sockets with their descriptors, from listening sockets of the JDK. */
final class OwnSockets {

  private static final int SOL_SOCKET = 1;
  private static final int SO_LINGER = 13;
  private static final int SO_ACCEPTCONN = 30;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int ADDRESS_BYTES = 128;

  private OwnSockets() {}

  static Listening of(Listening jdk) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : open.toList()) {
        int descriptor = Integer.parseInt(String.valueOf(each.getFileName()));
        if (isListening(descriptor)
            && jdk.endpoint().equals(endpoint(Call.GETSOCKNAME, descriptor))) {
          return new Accepting(jdk, descriptor);
        }
      }
    }
    throw new IOException("the descriptor of " + jdk.endpoint() + " was not found");
  }

  private static boolean isListening(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(8, 4);
      value.set(ValueLayout.JAVA_INT, 4, 4);
      long result =
          Kernel.call(
              Call.GETSOCKOPT,
              descriptor,
              SOL_SOCKET,
              SO_ACCEPTCONN,
              value.address(),
              value.address() + 4,
              0);
      return result == 0 && value.get(ValueLayout.JAVA_INT, 0) == 1;
    }
  }

  private static Endpoint endpoint(Call call, int descriptor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ADDRESS_BYTES + 4, 8);
      address.set(ValueLayout.JAVA_INT, ADDRESS_BYTES, ADDRESS_BYTES);
      Kernel.need(
          call, descriptor, address.address(), address.address() + ADDRESS_BYTES, 0, 0, 0);
      int length = address.get(ValueLayout.JAVA_INT, ADDRESS_BYTES);
      ByteBuffer bytes = address.asSlice(0, length).asByteBuffer().order(ByteOrder.BIG_ENDIAN);
      int family = address.get(ValueLayout.JAVA_SHORT, 0);
      if (family == 1) {
        byte[] path = new byte[length - 2];
        bytes.get(2, path);
        String text = new String(path, StandardCharsets.UTF_8);
        return Endpoint.unix(text.replaceFirst("\0+$", "").replace('\0', '@'));
      }
      byte[] host = new byte[family == 2 ? 4 : 16];
      bytes.get(family == 2 ? 4 : 8, host);
      int port = bytes.getShort(2) & 0xFFFF;
      Endpoint.Udp text =
          Addresses.packetEndpoint(new InetSocketAddress(InetAddress.getByAddress(host), port));
      return Endpoint.tcp(text.host(), port);
    }
  }

  private record Accepting(Listening jdk, int descriptor) implements Listening {

    @Override
    public Endpoint endpoint() {
      return jdk.endpoint();
    }

    @Override
    public @Nullable Wire accept() throws IOException {
      long result = Kernel.call(Call.ACCEPT4, descriptor, 0, 0, SOCK_CLOEXEC, 0, 0);
      if (Errno.EAGAIN.is(result) || Errno.EINTR.is(result)) {
        return null;
      }
      if (result < 0) {
        throw Errno.failure(result);
      }
      try {
        return new Accepted(
            (int) result,
            OwnSockets.endpoint(Call.GETSOCKNAME, (int) result),
            OwnSockets.endpoint(Call.GETPEERNAME, (int) result));
      } catch (IOException e) {
        Kernel.call(Call.CLOSE, result);
        throw e;
      }
    }

    @Override
    public Pollable pollable() {
      return jdk.pollable();
    }

    @Override
    public void close() {
      jdk.close();
    }
  }

  /** One that is only passed on. */
  static final class Accepted implements Wire {

    private final int descriptor;
    private final Endpoint local;
    private final Endpoint remote;
    private boolean closed; // guarded by this

    Accepted(int descriptor, Endpoint local, Endpoint remote) {
      this.descriptor = descriptor;
      this.local = local;
      this.remote = remote;
    }

    int descriptor() {
      return descriptor;
    }

    @Override
    public Endpoint local() {
      return local;
    }

    @Override
    public Endpoint remote() {
      return remote;
    }

    @Override
    public int read(ByteBuffer into) {
      throw new UnsupportedOperationException("it is only passed on");
    }

    @Override
    public int write(ByteBuffer from) {
      throw new UnsupportedOperationException("it is only passed on");
    }

    @Override
    public void finish() {
      throw new UnsupportedOperationException("it is only passed on");
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        Kernel.call(Call.CLOSE, descriptor);
      }
    }

    @Override
    public synchronized void reset() {
      if (!closed) {
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment linger = arena.allocateFrom(ValueLayout.JAVA_INT, 1, 0);
          Kernel.call(
              Call.SETSOCKOPT, descriptor, SOL_SOCKET, SO_LINGER, linger.address(), 8, 0);
        }
        close();
      }
    }

    @Override
    public void blocking(boolean waits) {
      throw new UnsupportedOperationException("it is only passed on");
    }

    @Override
    public Pollable pollable() {
      throw new UnsupportedOperationException("it is only passed on");
    }
  }

  /** The same plan, whose accepted sockets have descriptors. */
  static Plan of(Plan plan) throws IOException {
    List<Plan.Share> shares = new ArrayList<>();
    for (Plan.Share share : plan.shares()) {
      List<Listening> own = new ArrayList<>();
      for (Listening each : share.listening()) {
        own.add(of(each));
      }
      shares.add(new Plan.Share(own, List.of()));
    }
    return new Plan(
        plan.service(),
        plan.framing(),
        plan.limits(),
        plan.sessionLimits(),
        shares,
        plan.transport(),
        plan.whenFull(),
        plan.connections(),
        plan.events(),
        plan.clock());
  }
}
