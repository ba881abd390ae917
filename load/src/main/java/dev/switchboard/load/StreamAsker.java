package dev.switchboard.load;

import java.nio.ByteBuffer;

/** Messages behind each other in a stream, and answers in the same order, however they are cut. */
final class StreamAsker implements Asker {

  /** So many bytes tell whose they are: two messages that share them would be chance itself. */
  private static final int TELLING = 12;

  private static final int SHOWN = 24;

  /** Among so many messages before the expected one, bytes of one are a doubled answer. */
  private static final int RECENT = 256;

  private final Load load;
  private final Pattern pattern;
  private final int number;
  private final Tally tally;
  private final ByteBuffer said;
  private final ByteBuffer expected;
  private final Times intended = new Times();

  private long asked; // messages
  private long sentBytes;
  private long receivedBytes;
  private long answered; // messages

  StreamAsker(Load load, Pattern pattern, int number, Tally tally) {
    this.load = load;
    this.pattern = pattern;
    this.number = number;
    this.tally = tally;
    this.said = pattern.said();
    this.expected = pattern.answered();
  }

  @Override
  public void ask(long intendedAt) {
    intended.add(intendedAt);
    asked++;
  }

  @Override
  public int room() {
    return load.depth() - intended.size();
  }

  @Override
  public ByteBuffer toWrite() {
    long rest = asked * load.bytes() - sentBytes;
    int start = index(sentBytes);
    int length = (int) Math.min(rest, pattern.length() - start); // to the end of the circle
    return said.limit(start + length).position(start);
  }

  @Override
  public ByteBuffer memory() {
    return said;
  }

  private int index(long position) {
    long message = position / load.bytes();
    return pattern.index(number, message) + (int) (position % load.bytes());
  }

  @Override
  public void written(int count) {
    sentBytes += count;
  }

  @Override
  public void received(ByteBuffer bytes, int offset, int count, long now) throws WrongException {
    int at = offset;
    int end = offset + count;
    while (at < end) {
      int start = index(receivedBytes);
      int length = Math.min(end - at, pattern.length() - start);
      int wrong = mismatch(bytes, at, start, length);
      if (wrong >= 0 || receivedBytes + length > sentBytes) {
        long agreed = wrong < 0 ? sentBytes - receivedBytes : wrong;
        throw new WrongException(
            diagnosed(
                bytes.limit(end).position(at + (int) Math.min(agreed, length - 1L)),
                (receivedBytes + agreed) / load.bytes()));
      }
      at += length;
      receivedBytes += length;
    }
    while (answered < receivedBytes / load.bytes()) {
      answered++;
      tally.answered(now - intended.remove());
    }
  }

  private int mismatch(ByteBuffer bytes, int at, int start, int length) {
    expected.limit(start + length).position(start);
    int found = bytes.limit(at + length).position(at).mismatch(expected);
    bytes.clear();
    return found;
  }

  /** Whose the bytes are that came in place of the expected ones, in this answer. */
  private Mistake diagnosed(ByteBuffer got, long answer) {
    String where = "connection " + number + ", in answer " + answer + ": ";
    String shown = Shown.bytes(got, SHOWN);
    got.limit(Math.min(got.limit(), got.position() + TELLING));
    int found = got.remaining() < Math.min(TELLING, load.bytes()) ? -1 : pattern.messageWith(got);
    if (found < 0) {
      return mistake(Mistake.Kind.FOREIGN, answer, where + "'" + shown + "', which nobody sent");
    }
    long own = nearest(found, answer);
    if (own > answer && own < asked) {
      return mistake(Mistake.Kind.LOST, answer, where + "answer " + own + " came before its turn");
    }
    if (own <= answer && answer - own < RECENT) {
      return mistake(Mistake.Kind.DOUBLED, answer, where + "answer " + own + " came once more");
    }
    return mistake(Mistake.Kind.MIXED_UP, answer, where + "another connection's '" + shown + "'");
  }

  /** Which of this connection's own messages the one of the circle is, next to this one. */
  private long nearest(int circleMessage, long answer) {
    long ahead =
        Math.floorMod(pattern.messageOf(number, circleMessage) - answer, pattern.messages());
    return ahead > pattern.messages() / 2 ? answer + ahead - pattern.messages() : answer + ahead;
  }

  private Mistake mistake(Mistake.Kind kind, long answer, String what) {
    return new Mistake(number, answer, kind, what);
  }

  /** In a stream nothing is lost but the connection. */
  @Override
  public void expire(long now) {}
}
