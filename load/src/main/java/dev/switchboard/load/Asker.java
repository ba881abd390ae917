package dev.switchboard.load;

import java.nio.ByteBuffer;

/**
 * What one connection says and expects. It does no I/O.
 *
 * <p>{@code now} is in nanoseconds and never goes back. One thread at a time.
 */
interface Asker {

  /** A message is wanted, as of this time, which may have passed. */
  void ask(long intended);

  /** How many more messages may be on their way, beyond those that are. */
  int room();

  /**
   * What is to be written now, between position and limit, of a view that is valid until the next
   * call; over packets one packet. Empty when nothing is.
   */
  ByteBuffer toWrite();

  /** The direct memory in which all of that lies. */
  ByteBuffer memory();

  /** So many bytes of it were written. */
  void written(int count);

  /** Bytes came, from index {@code offset} on; over packets one packet. */
  void received(ByteBuffer bytes, int offset, int count, long now) throws WrongException;

  /** Gives up on answers that are late. */
  void expire(long now);

  /** An answer was wrong, and nothing that comes after it can be trusted. */
  final class WrongException extends Exception {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // never written
    private final Mistake mistake;

    WrongException(Mistake mistake) {
      super(mistake.what());
      this.mistake = mistake;
    }

    Mistake mistake() {
      return mistake;
    }
  }
}
