package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One socket of a client: a stream, or packets to and from one peer. It does not block.
 *
 * <p>One thread may read while another writes; any may close.
 */
public interface ClientSocket {

  /** Of {@link #read}: nothing is there now. */
  int NOTHING_YET = -2;

  /** Of {@link #write}: there is no room for this packet now. */
  int NO_ROOM = -1;

  /** connect(2): whether that is done; else wait until it is ({@code OP_CONNECT}). */
  boolean connect() throws IOException;

  /** The connection is there, or the reason why not is thrown. */
  void finishConnect() throws IOException;

  Endpoint local() throws IOException;

  /** The peer's end, as the system knows it. */
  Endpoint remote();

  /**
   * Takes what is there: of a stream at least one byte, of packets one whole packet, which may be
   * empty.
   *
   * @return how many bytes; -1 at the end of the stream; {@link #NOTHING_YET}
   */
  int read(ByteBuffer into) throws IOException;

  /**
   * Writes as much as there is room for now, perhaps nothing; a packet whole or not at all.
   *
   * @return how many bytes; {@link #NO_ROOM} for a packet
   */
  int write(ByteBuffer from) throws IOException;

  /** shutdown(2) with SHUT_WR: sends the end of our stream. */
  void finish() throws IOException;

  /** Closes with a reset, where the transport has it. */
  void reset();

  void close();

  boolean isOpen();

  Pollable pollable();
}
