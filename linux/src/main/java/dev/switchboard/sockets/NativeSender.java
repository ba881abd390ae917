package dev.switchboard.sockets;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.kernel.Memory;
import dev.switchboard.wire.PacketSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Who sent a packet to one socket: an address as the kernel wrote it, in words of 8 bytes. */
final class NativeSender implements PacketSocket.Sender {

  /** A sockaddr_un without a path: a socket that is not bound. */
  private static final int NAMELESS = 2;

  private final NativePackets socket;
  private final long[] words;
  private final int length;
  private final int hash;

  NativeSender(NativePackets socket, long at, int length, int hash) {
    this.socket = socket;
    this.length = length;
    this.hash = hash;
    this.words = new long[wordsOf(length)];
    for (int i = 0; i < words.length; i++) {
      words[i] = word(at, i, length);
    }
  }

  private static int wordsOf(int length) {
    return (length + Long.BYTES - 1) / Long.BYTES;
  }

  /** What lies behind the address is anything, and left out. Both machines are little-endian. */
  private static long word(long at, int index, int length) {
    long word = Memory.getLong(at + (long) index * Long.BYTES);
    int rest = length - index * Long.BYTES;
    return rest >= Long.BYTES ? word : word & ((1L << (rest * Byte.SIZE)) - 1);
  }

  static int hash(long at, int length) {
    long hash = length;
    for (int i = 0; i < wordsOf(length); i++) {
      hash = (hash ^ word(at, i, length)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return (int) (hash ^ hash >>> 32);
  }

  boolean is(long at, int lengthThere, int hashThere) {
    if (hash != hashThere || length != lengthThere) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      if (words[i] != word(at, i, length)) {
        return false;
      }
    }
    return true;
  }

  /** Writes the address, for a call; answers its length. */
  int put(long at) {
    for (int i = 0; i < words.length; i++) {
      Memory.putLong(at + (long) i * Long.BYTES, words[i]);
    }
    return length;
  }

  @Override
  public PacketSocket socket() {
    return socket;
  }

  @Override
  public Endpoint endpoint() {
    long at = Scratch.own().address;
    put(at);
    return Sockaddr.endpoint(at, length, socket.endpoint());
  }

  @Override
  public boolean isNamed() {
    return length > NAMELESS;
  }

  @Override
  public boolean send(ByteBuffer packet) throws IOException {
    return socket.send(this, packet);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof NativeSender sender
            && hash == sender.hash
            && socket.equals(sender.socket)
            && Arrays.equals(words, sender.words));
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
