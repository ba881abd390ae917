package dev.switchboard.sockets;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import dev.switchboard.wire.PacketSocket;
import dev.switchboard.wire.Pollable;
import dev.switchboard.wire.SocketFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A bound datagram socket, of UDP or of unix(7). It receives many packets with one call, and gives
 * them out one by one; where it may, it sends many with one.
 */
public final class NativePackets implements PacketSocket {

  /** Longer packets are not collected: copying them would cost more than it saves. */
  private static final int COLLECTED_BYTES = 2048;

  private static final int CONTROL_HEADER = 16; // struct cmsghdr of cmsg(3)

  private final Descriptor socket;
  private final Endpoint endpoint;
  private final @Nullable SocketFile file;
  private final SenderTable senders = new SenderTable(this);

  private volatile @Nullable Thread receiver;
  private volatile boolean collects;

  // What follows belongs to the thread that receives.
  private @Nullable MessageBatch incoming;
  private int next; // the slot that is given out next
  private int filled;
  private int used; // slots that must be prepared before the next call
  private int length; // of the packet that was given out last
  private int lostBefore; // as the kernel counts, in 32 bits
  private long lost;
  private @Nullable MessageBatch outgoing;
  private int collected;

  private NativePackets(Descriptor socket, Endpoint endpoint, @Nullable SocketFile file) {
    this.socket = socket;
    this.endpoint = endpoint;
    this.file = file;
  }

  /** Over UDP. */
  static NativePackets on(InetAddress address, int port, boolean shared) throws IOException {
    Descriptor socket = NativeSocket.bound(Numbers.SOCK_DGRAM, address, port, shared);
    try {
      NativeSocket.set(socket, Numbers.SOL_SOCKET, Numbers.SO_RXQ_OVFL, 1);
      int bytes = NativeSocket.name(socket.number());
      Endpoint here = Sockaddr.endpoint(Scratch.own().address, bytes, Endpoint.udp("", port));
      return new NativePackets(socket, here, null);
    } catch (IOException e) {
      socket.close(number -> {});
      throw e;
    }
  }

  /** On a path or an abstract name. */
  static NativePackets on(Endpoint.Unixgram endpoint) throws IOException {
    Descriptor socket = NativeSocket.open(Numbers.AF_UNIX, Numbers.SOCK_DGRAM, 0);
    try {
      SocketFile file =
          SocketFile.bound(endpoint, () -> NativeSocket.bind(socket, endpoint.path()));
      return new NativePackets(socket, endpoint, file);
    } catch (IOException e) {
      socket.close(number -> {});
      throw e;
    }
  }

  /**
   * Its descriptor, which is closed with it and not before: for calls of one's own, by who knows
   * that nobody closes it meanwhile.
   */
  public int descriptor() {
    return socket.number();
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  // ---- receiving ----

  @Override
  public @Nullable Sender receive(ByteBuffer into) throws IOException {
    int number = socket.enter();
    try {
      MessageBatch batch = incoming(into.capacity());
      if (next == filled && !fill(batch, number)) {
        return null;
      }
      int slot = next++;
      batch.take(slot, into);
      length = batch.length(slot);
      if (batch.controlLength(slot) > 0) {
        countLost(batch.control(slot));
      }
      return senders.at(batch.name(slot), batch.nameLength(slot));
    } finally {
      socket.leave();
    }
  }

  private MessageBatch incoming(int packetBytes) throws IOException {
    MessageBatch batch = incoming;
    if (batch == null) {
      batch = new MessageBatch(packetBytes);
      incoming = batch;
      socket.afterClose(batch::free);
      used = MessageBatch.SLOTS;
      receiver = Thread.currentThread();
    }
    return batch;
  }

  /**
   * Receives; false when there is nothing. After a batch that was not full it does not ask at once:
   * there was no more then, and the poller tells when there is.
   */
  private boolean fill(MessageBatch batch, int number) throws IOException {
    boolean partly = filled > 0 && filled < MessageBatch.SLOTS;
    next = 0;
    filled = 0;
    if (partly) {
      return false;
    }
    long count = batch.receive(number, used);
    if (count < 0) {
      used = MessageBatch.SLOTS;
      if (Errno.EAGAIN.is(count) || Errno.EINTR.is(count)) {
        return false;
      }
      throw Errno.failure(count);
    }
    filled = (int) count;
    used = filled;
    return true;
  }

  /** The one control message that was asked for (SO_RXQ_OVFL): how many were lost since ever. */
  private void countLost(long control) {
    if (Memory.getInt(control + Long.BYTES) == Numbers.SOL_SOCKET
        && Memory.getInt(control + Long.BYTES + Integer.BYTES) == Numbers.SO_RXQ_OVFL) {
      int now = Memory.getInt(control + CONTROL_HEADER);
      lost += Integer.toUnsignedLong(now - lostBefore);
      lostBefore = now;
    }
  }

  @Override
  public int length(ByteBuffer received) {
    return length;
  }

  @Override
  public long lost() {
    return lost;
  }

  // ---- sending ----

  @Override
  public void collects(boolean allowed) {
    collects = allowed;
  }

  /** Any thread. */
  boolean send(NativeSender to, ByteBuffer packet) throws IOException {
    int number = socket.enter();
    try {
      if (collects && Thread.currentThread().equals(receiver)) {
        if (packet.remaining() <= COLLECTED_BYTES) {
          collect(to, packet);
          return true;
        }
        flush(); // what was said before goes out before
      }
      return sendNow(number, to, packet);
    } finally {
      socket.leave();
    }
  }

  private boolean sendNow(int number, NativeSender to, ByteBuffer packet) throws IOException {
    Scratch scratch = Scratch.own();
    long at;
    if (packet.isDirect()) {
      at = MemorySegment.ofBuffer(packet).address();
    } else {
      MemorySegment bytes = scratch.bytes(packet.remaining());
      bytes.asByteBuffer().put(0, packet, packet.position(), packet.remaining());
      at = bytes.address();
    }
    int addressBytes = to.put(scratch.address);
    long sent;
    do {
      sent =
          Kernel.call(
              Call.SENDTO,
              number,
              at,
              packet.remaining(),
              Numbers.MSG_DONTWAIT | Numbers.MSG_NOSIGNAL,
              scratch.address,
              addressBytes);
    } while (Errno.EINTR.is(sent));
    if (sent < 0 && !isNoRoom(sent)) {
      throw Errno.failure(sent);
    }
    return sent >= 0;
  }

  private static boolean isNoRoom(long result) {
    return Errno.EAGAIN.is(result) || Errno.ENOBUFS.is(result);
  }

  private void collect(NativeSender to, ByteBuffer packet) throws IOException {
    MessageBatch batch = outgoing;
    if (batch == null) {
      batch = new MessageBatch(COLLECTED_BYTES);
      outgoing = batch;
      socket.afterClose(batch::free);
    }
    batch.put(collected, to.put(batch.name(collected)), packet);
    collected++;
    if (collected == MessageBatch.SLOTS) {
      flush();
    }
  }

  /** What cannot be sent is lost: over UDP nobody may rely on it, and nobody listens to us. */
  @Override
  public void flush() {
    MessageBatch batch = outgoing;
    if (batch == null || collected == 0 || !socket.tryEnter()) {
      return;
    }
    try {
      for (int first = 0; first < collected; ) {
        long sent = batch.send(socket.number(), first, collected - first);
        if (sent > 0) {
          first += (int) sent;
        } else if (isNoRoom(sent)) {
          break;
        } else if (!Errno.EINTR.is(sent)) {
          first++; // this one has failed; those behind it may not
        }
      }
    } finally {
      collected = 0;
      socket.leave();
    }
  }

  @Override
  public Pollable pollable() {
    return socket;
  }

  @Override
  public void close() {
    if (file != null && socket.isOpen()) {
      file.delete();
    }
    socket.close(number -> {});
  }
}
