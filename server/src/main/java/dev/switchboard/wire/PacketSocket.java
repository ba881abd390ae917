package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One bound datagram socket, which does not block. It has no connections: each packet says who sent
 * it. One thread receives; any may send or close.
 */
public interface PacketSocket {

  /**
   * Who sent a packet to one socket. Two of one address and one socket are equal. It can be
   * answered, from any thread.
   */
  interface Sender {

    /** The socket that the packet came to. */
    PacketSocket socket();

    Endpoint endpoint();

    /** Whether it has an address that can be written to; a Unix socket may have no name. */
    default boolean isNamed() {
      return true;
    }

    /**
     * sendto(2): sends what lies between position and limit as one packet, to this address.
     *
     * @return false when the kernel has no room for it; the packet is lost then
     * @throws IOException of {@link SystemAnswer#TOO_LONG} above all
     */
    boolean send(ByteBuffer packet) throws IOException;
  }

  /** Where it is bound, with the port that the system chose where 0 was asked for. */
  Endpoint endpoint();

  /**
   * recvfrom(2): one packet, from index 0 to the position of {@code into}, which is empty.
   *
   * @return who sent it, or null when none waits
   */
  @Nullable Sender receive(ByteBuffer into) throws IOException;

  /**
   * How long the packet was that {@link #receive} gave last, in bytes: more than there was room for
   * where it was cut off (MSG_TRUNC, recv(2)).
   */
  default int length(ByteBuffer received) {
    return received.position();
  }

  /**
   * How many packets the kernel has thrown away since the socket was opened, because nobody
   * received them in time (SO_RXQ_OVFL, socket(7)); 0 where the transport cannot tell.
   */
  default long lost() {
    return 0;
  }

  /**
   * Whether the thread that receives may send packets together: {@link Sender#send} then keeps them
   * until {@link #flush}, and nobody hears which of them could not be sent. Not allowed at first.
   */
  default void collects(boolean allowed) {}

  /** The thread that receives: sends what was kept back. */
  default void flush() {}

  Pollable pollable();

  void close();
}
