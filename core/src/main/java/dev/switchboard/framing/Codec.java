package dev.switchboard.framing;

import java.nio.ByteBuffer;

/**
 * One connection's side of a framing: takes messages out of a stream of bytes and puts them in.
 *
 * <p>It is entered by one thread at a time. It remembers how far it has looked, so that bytes that
 * arrive one at a time cost no more than bytes that arrive together, and it allocates nothing for a
 * message. Whoever calls it keeps the bytes of an unfinished message and shows them again, followed
 * by new ones.
 */
public interface Codec {

  /**
   * Looks for the first message in {@code memory[start, end)}, whose first byte is the first byte
   * after the previous message.
   *
   * @return true when there is one, told to {@code cut}; false when more bytes are needed
   * @throws MalformedException when no message can begin like this
   * @throws TooLargeException as soon as it is certain that the message is over the limit
   */
  boolean decode(ByteBuffer memory, int start, int end, Cut cut);

  /**
   * The stream ended, or was silent for {@link #silence()}, with {@code memory[start, end)} left,
   * in which {@code decode} found no message.
   *
   * @return true when what is left is a message; false when nothing is left
   * @throws TruncatedException when what is left is the beginning of a message
   */
  boolean finish(ByteBuffer memory, int start, int end, Cut cut);

  /** Puts one message into the stream; {@link Framing#measure} has accepted it before. */
  void encode(Frame frame, Output output);

  /** Nanoseconds of silence that end a message that has begun; 0 for never. */
  default long silence() {
    return 0;
  }
}
