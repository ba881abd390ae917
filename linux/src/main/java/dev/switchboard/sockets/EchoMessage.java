package dev.switchboard.sockets;

import java.nio.ByteBuffer;

/**
 * An echo request or reply of ICMP (RFC 792, RFC 4443): type, code, checksum, identifier and
 * sequence number, 8 bytes in all, and then anything.
 */
final class EchoMessage {

  static final int HEADER_BYTES = 8;

  private static final int IDENTIFIER = 4;
  private static final int SEQUENCE = 6;

  private EchoMessage() {}

  /** Writes a request to the beginning of {@code into}, up to its limit. */
  static void request(ByteBuffer into, boolean six, int identifier, int sequence, ByteBuffer data) {
    into.clear();
    into.put((byte) (six ? 128 : 8)).put((byte) 0).putShort((short) 0);
    into.putShort((short) identifier).putShort((short) sequence);
    into.put(data.duplicate()).flip();
    into.putShort(2, (short) checksum(into)); // over IPv6 the kernel writes another
  }

  /** RFC 1071: the ones' complement of the sum of all 16-bit words. */
  static int checksum(ByteBuffer message) {
    int sum = 0;
    for (int i = 0; i < message.limit(); i += 2) {
      int low = i + 1 < message.limit() ? Byte.toUnsignedInt(message.get(i + 1)) : 0;
      sum += Byte.toUnsignedInt(message.get(i)) << Byte.SIZE | low;
      sum = (sum & 0xFFFF) + (sum >>> 16);
    }
    return ~sum & 0xFFFF;
  }

  /** Whether a reply stands there. */
  static boolean isReply(ByteBuffer message, int at, boolean six) {
    return message.limit() - at >= HEADER_BYTES && message.get(at) == (six ? (byte) 129 : 0);
  }

  static int identifier(ByteBuffer message, int at) {
    return Short.toUnsignedInt(message.getShort(at + IDENTIFIER));
  }

  static int sequence(ByteBuffer message, int at) {
    return Short.toUnsignedInt(message.getShort(at + SEQUENCE));
  }
}
