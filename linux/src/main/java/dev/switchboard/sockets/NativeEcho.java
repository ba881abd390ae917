package dev.switchboard.sockets;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import dev.switchboard.wire.Addresses;
import dev.switchboard.wire.EchoSocket;
import dev.switchboard.wire.Pollable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Echo requests of ICMP, each with what is written as its data; what is read is the data of a reply
 * (icmp(7), raw(7)).
 */
final class NativeEcho implements EchoSocket {

  private static final int LARGEST = 64 << 10;
  private static final int LARGEST_IP_HEADER = 60;
  private static final int REMEMBERED = 1024; // requests whose time of sending is known

  private final Descriptor socket;
  private final boolean raw;
  private final boolean six;
  private final Endpoint.Icmp endpoint;
  private final InetSocketAddress remote;
  private final int identifier;
  private final ByteBuffer outgoing = ByteBuffer.allocateDirect(LARGEST); // the writing thread's
  private final ByteBuffer incoming =
      ByteBuffer.allocateDirect(LARGEST + LARGEST_IP_HEADER); // the reading thread's
  private final long outgoingAt = new BufferAddress().of(outgoing);
  private final long incomingAt = new BufferAddress().of(incoming);
  private final AtomicLongArray sentAt = new AtomicLongArray(REMEMBERED);
  private int sequence; // the writing thread's: of the last request
  private Reply last = new Reply(0, 0, Duration.ZERO);

  private NativeEcho(RawSocket.Echo opened, Endpoint.Icmp endpoint, InetSocketAddress remote) {
    this.socket = opened.socket();
    this.raw = opened.raw();
    this.endpoint = endpoint;
    this.remote = remote;
    this.six = remote.getAddress() instanceof Inet6Address;
    this.identifier = (int) (ProcessHandle.current().pid() * 31 + socket.number()) & 0xFFFF;
  }

  /** Not connected yet. */
  static NativeEcho to(Endpoint.Icmp endpoint, InetSocketAddress remote) throws IOException {
    boolean six = remote.getAddress() instanceof Inet6Address;
    NativeEcho echo = new NativeEcho(RawSocket.echo(endpoint, six), endpoint, remote);
    try {
      if (six) {
        NativeSocket.set(echo.socket, Numbers.IPPROTO_IPV6, Numbers.IPV6_RECVHOPLIMIT, 1);
      } else {
        NativeSocket.set(echo.socket, Numbers.IPPROTO_IP, Numbers.IP_RECVTTL, 1);
      }
      return echo;
    } catch (IOException e) {
      echo.close();
      throw e;
    }
  }

  /** Nobody is asked: from now on only what comes from there is heard. */
  @Override
  public boolean connect() throws IOException {
    int number = socket.enter();
    try {
      long at = Scratch.own().address;
      int length = Sockaddr.put(at, six ? Numbers.AF_INET6 : Numbers.AF_INET, remote);
      Kernel.need(Call.CONNECT, number, at, length, 0, 0, 0);
      return true;
    } finally {
      socket.leave();
    }
  }

  @Override
  public void finishConnect() {}

  @Override
  public Endpoint local() throws IOException {
    int number = socket.enter();
    try {
      NativeSocket.name(number);
      InetSocketAddress here = Sockaddr.inet(Scratch.own().address);
      return Endpoint.icmp(Addresses.text(here.getAddress()));
    } finally {
      socket.leave();
    }
  }

  @Override
  public Endpoint remote() {
    return Endpoint.icmp(Addresses.text(remote.getAddress()));
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int length = from.remaining();
    if (length > LARGEST - EchoMessage.HEADER_BYTES) {
      throw Errno.EMSGSIZE.failure();
    }
    int number = socket.enter();
    try {
      int next = (sequence + 1) & 0xFFFF;
      EchoMessage.request(outgoing, six, identifier, next, from);
      sentAt.set(next % REMEMBERED, System.nanoTime());
      long sent;
      do {
        sent =
            Kernel.call(
                Call.SENDTO, number, outgoingAt, outgoing.limit(), Numbers.MSG_NOSIGNAL, 0, 0);
      } while (Errno.EINTR.is(sent));
      if (Errno.EAGAIN.is(sent)) {
        return NO_ROOM;
      }
      NativeWire.succeeded(socket, sent);
      sequence = next;
      from.position(from.limit());
      return length;
    } finally {
      socket.leave();
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int number = socket.enter();
    try {
      MessageHeader header =
          MessageHeader.receiving(Scratch.own(), incomingAt, incoming.capacity());
      long count;
      do {
        count = Kernel.call(Call.RECVMSG, number, header.at(), 0);
      } while (Errno.EINTR.is(count));
      if (Errno.EAGAIN.is(count)) {
        return NOTHING_YET;
      }
      incoming.clear().limit((int) NativeWire.succeeded(socket, count));
      int message = raw && !six ? (incoming.get(0) & 0xF) * Integer.BYTES : 0; // behind RFC 791's
      return isOurs(message) ? take(message, ttl(header), into) : NOTHING_YET;
    } finally {
      socket.leave();
    }
  }

  /** A raw socket hears everything: also requests, and replies to others. */
  private boolean isOurs(int message) {
    return EchoMessage.isReply(incoming, message, six)
        && (!raw || EchoMessage.identifier(incoming, message) == identifier);
  }

  private int take(int message, int ttl, ByteBuffer into) {
    int answered = EchoMessage.sequence(incoming, message);
    Duration time = Duration.ofNanos(System.nanoTime() - sentAt.get(answered % REMEMBERED));
    last = new Reply(answered, ttl, time);
    incoming.position(message + EchoMessage.HEADER_BYTES);
    int length = Math.min(incoming.remaining(), into.remaining());
    into.put(incoming.limit(incoming.position() + length));
    return length;
  }

  private int ttl(MessageHeader header) {
    long value =
        six
            ? header.control(Numbers.IPPROTO_IPV6, Numbers.IPV6_HOPLIMIT)
            : header.control(Numbers.IPPROTO_IP, Numbers.IP_TTL);
    return value == 0 ? 0 : Memory.getInt(value);
  }

  @Override
  public Reply last() {
    return last;
  }

  @Override
  public void finish() {
    throw new IllegalStateException(endpoint + " has no stream that could be finished");
  }

  @Override
  public void reset() {
    close();
  }

  @Override
  public void close() {
    socket.close(number -> {});
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public Pollable pollable() {
    return socket;
  }
}
