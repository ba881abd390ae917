package dev.switchboard.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Messages in packets, which may be lost, doubled and overtaken: each begins with its number, in
 * twelve digits that no {@code Answer} changes.
 */
final class PacketAsker implements Asker {

  private static final int DIGITS = 12;
  private static final long FREE = Long.MIN_VALUE;

  private final Load load;
  private final Pattern pattern;
  private final int number;
  private final Tally tally;
  private final ByteBuffer packet;
  private final ByteBuffer expected;

  /** When the message with this number, modulo the length, was wanted; free if none waits. */
  private final long[] intended;

  private final long[] message;
  private long asked;
  private long sent;
  private int waiting;

  PacketAsker(Load load, Pattern pattern, int number, Tally tally) {
    this.load = load;
    this.pattern = pattern;
    this.number = number;
    this.tally = tally;
    this.packet = ByteBuffer.allocateDirect(load.bytes());
    this.expected = pattern.answered();
    this.intended = new long[Integer.highestOneBit(4 * load.depth() - 1) * 2];
    this.message = new long[intended.length];
    Arrays.fill(intended, FREE);
  }

  @Override
  public void ask(long intendedAt) {
    int slot = slot(asked);
    if (intended[slot] != FREE) {
      lose(slot); // it has been waited for longer than for all that came after it
    }
    intended[slot] = intendedAt;
    message[slot] = asked;
    asked++;
    waiting++;
  }

  private int slot(long which) {
    return (int) (which & (intended.length - 1));
  }

  private void lose(int slot) {
    intended[slot] = FREE;
    waiting--;
    if (tally.counting) {
      tally.lost++;
    }
  }

  @Override
  public int room() {
    return load.depth() - waiting;
  }

  @Override
  public ByteBuffer toWrite() {
    packet.clear();
    if (sent == asked) {
      return packet.limit(0);
    }
    int start = pattern.index(number, sent);
    packet.put(0, pattern.said(), start, load.bytes());
    long rest = sent;
    for (int i = DIGITS - 1; i >= 0; i--) {
      packet.put(i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    return packet;
  }

  @Override
  public ByteBuffer memory() {
    return packet;
  }

  /** A packet goes whole or not at all. */
  @Override
  public void written(int count) {
    if (count > 0) {
      sent++;
    }
  }

  @Override
  public void received(ByteBuffer bytes, int offset, int count, long now) throws WrongException {
    long which = numberOf(bytes, offset, count);
    bytes.limit(offset + count);
    int start = pattern.index(number, Math.max(0, which));
    expected.limit(start + load.bytes()).position(start + DIGITS);
    boolean own = which >= 0 && which < sent && count == load.bytes();
    if (!own || bytes.position(offset + DIGITS).mismatch(expected) >= 0) {
      throw new WrongException(
          new Mistake(
              number,
              which,
              Mistake.Kind.FOREIGN,
              "connection "
                  + number
                  + ": a packet '"
                  + Shown.bytes(bytes.position(offset), 24)
                  + "' that answers none of its own"));
    }
    bytes.clear();
    int slot = slot(which);
    if (intended[slot] == FREE || message[slot] != which) {
      if (tally.counting) {
        tally.doubled++; // or so late that it had been given up
      }
      return;
    }
    tally.answered(now - intended[slot]);
    intended[slot] = FREE;
    waiting--;
  }

  private long numberOf(ByteBuffer bytes, int offset, int count) {
    byte[] digits = new byte[DIGITS];
    if (count != load.bytes()) {
      return -1;
    }
    bytes.get(offset, digits);
    String text = new String(digits, US_ASCII);
    return text.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(text) : -1;
  }

  @Override
  public void expire(long now) {
    for (int slot = 0; waiting > 0 && slot < intended.length; slot++) {
      if (intended[slot] != FREE && now - intended[slot] > load.patience().toNanos()) {
        lose(slot);
      }
    }
  }
}
