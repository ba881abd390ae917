package dev.switchboard.load;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * What is said: messages of random letters, no two alike, in a circle. Each connection begins
 * elsewhere in it, so that at any time all say something else, and some bytes of an answer are
 * enough to know whose they are.
 */
final class Pattern {

  private static final int LEAST_MESSAGES = 4096;
  private static final int USUAL_BYTES = 1 << 20;
  private static final int MOST_BYTES = 64 << 20;
  private static final long SEED = 1;

  /** Successive multiples of it, taken modulo anything, lie far apart (the golden ratio). */
  private static final long APART = 0x9E3779B97F4A7C15L;

  private final Load load;
  private final int messages;
  private final ByteBuffer said;
  private final ByteBuffer answered;

  Pattern(Load load) {
    this.load = load;
    this.messages =
        Math.max(Math.min(LEAST_MESSAGES, MOST_BYTES / load.bytes()), USUAL_BYTES / load.bytes());
    this.said = ByteBuffer.allocateDirect(messages * load.bytes());
    this.answered = ByteBuffer.allocateDirect(messages * load.bytes());
    SplittableRandom random = new SplittableRandom(SEED);
    while (said.hasRemaining()) {
      boolean lineEnd = load.lines() && (said.position() + 1) % load.bytes() == 0;
      byte letter = lineEnd ? (byte) '\n' : (byte) ('a' + random.nextInt(26));
      said.put(letter);
      boolean upper = load.answer() == Load.Answer.UPPER && !lineEnd;
      answered.put(upper ? (byte) (letter - 'a' + 'A') : letter);
    }
  }

  /** Where in the circle the message stands, as a byte index. */
  int index(int connection, long message) {
    return (int) Long.remainderUnsigned(start(connection) + message, messages) * load.bytes();
  }

  private long start(int connection) {
    return Long.remainderUnsigned(connection * APART, messages);
  }

  int length() {
    return messages * load.bytes();
  }

  /** A view of its own on what is said. */
  ByteBuffer said() {
    return said.duplicate();
  }

  /** A view of its own on what is expected. */
  ByteBuffer answered() {
    return answered.duplicate();
  }

  /** The message, counted around the circle, in which these bytes are expected; -1 if in none. */
  int messageWith(ByteBuffer bytes) {
    int length = bytes.remaining();
    ByteBuffer window = answered.duplicate();
    for (int at = 0; at + length <= length(); at++) {
      if (window.limit(at + length).position(at).mismatch(bytes) < 0) {
        return at / load.bytes();
      }
    }
    return -1;
  }

  /** Which of its messages this one of the circle is for a connection; below {@code messages}. */
  long messageOf(int connection, int circleMessage) {
    return Math.floorMod(circleMessage - start(connection), (long) messages);
  }

  int messages() {
    return messages;
  }
}
