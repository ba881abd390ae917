package dev.switchboard.fetch;

import dev.switchboard.framing.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Chunks, each with its length before it in hexadecimal, the last one of length 0 (RFC 9112, 7.1):
 *
 * <pre>
 *   5;any=extension CR LF  hello CR LF  0 CR LF  Trailer: fields CR LF  CR LF
 *
 *   SIZE ─► EXTENSION ─► SIZE_LF ─► DATA ─► DATA_CR ─► DATA_LF ─► SIZE …
 *                           └─ after 0 ──► TRAILERS ─► COMPLETE
 * </pre>
 *
 * <p>Extensions are passed over. Here a line must end with CR LF: a length that two readers take
 * differently is how requests are smuggled.
 */
final class ChunkedBody implements Body {

  private enum State {
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILERS,
    COMPLETE
  }

  /** Longest line with a length: nobody sends extensions, but somebody might not stop. */
  static final int MOST_LINE_BYTES = 4096;

  private final LineReader lines = new LineReader();
  private final FieldSection section = new FieldSection();
  private State state = State.SIZE;
  private long number = 1; // of the chunk, from 1
  private long size; // of the chunk, as read so far
  private long taken; // of the chunk
  private long total; // of the body
  private int lineBytes; // of the line with the length

  @Override
  public int take(byte[] bytes, int offset, int length, ReplyEvents events) throws IOException {
    int end = offset + length;
    int at = offset;
    while (at < end && state != State.COMPLETE) {
      if (state == State.DATA) {
        int count = (int) Math.min(end - at, size - taken);
        taken += count;
        total += count;
        state = taken == size ? State.DATA_CR : State.DATA;
        events.body(bytes, at, count);
        at += count;
      } else {
        state = next(bytes[at++]);
      }
    }
    return at - offset;
  }

  private State next(byte b) throws ReplyException {
    return switch (state) {
      case SIZE, EXTENSION, SIZE_LF -> inSizeLine(b);
      case DATA_CR -> {
        expect('\r', b, "its data");
        yield State.DATA_LF;
      }
      case DATA_LF -> {
        expect('\n', b, "its data");
        number++;
        size = 0;
        taken = 0;
        lineBytes = 0;
        yield State.SIZE;
      }
      case TRAILERS -> inTrailers(b);
      case DATA, COMPLETE -> throw new IllegalStateException("no framing is read in " + state);
    };
  }

  private State inSizeLine(byte b) throws ReplyException {
    lineBytes++;
    if (lineBytes > MOST_LINE_BYTES) {
      throw wrong("the line with its length has more than " + MOST_LINE_BYTES + " bytes");
    }
    if (state == State.SIZE_LF) {
      expect('\n', b, "its length");
      return size == 0 ? State.TRAILERS : State.DATA;
    }
    int digit = state == State.SIZE ? Character.digit(b, 16) : -1;
    if (digit >= 0) {
      if (size > Long.MAX_VALUE >> 4) {
        throw wrong("its length does not fit into 63 bits");
      }
      size = size << 4 | digit;
      return State.SIZE;
    }
    boolean afterDigits = lineBytes > 1;
    if (afterDigits && b == '\r') {
      return State.SIZE_LF;
    }
    boolean inExtension = state == State.EXTENSION && b != '\n';
    if (inExtension || (afterDigits && (b == ';' || b == ' ' || b == '\t'))) {
      return State.EXTENSION;
    }
    throw wrong("its length is followed, or replaced, by " + shown(b));
  }

  private State inTrailers(byte b) throws ReplyException {
    String line = lines.take(b);
    if (line == null) {
      return State.TRAILERS;
    }
    if (line.isEmpty()) {
      return State.COMPLETE;
    }
    section.line(line);
    return State.TRAILERS;
  }

  private void expect(char wanted, byte b, String behind) throws ReplyException {
    if (b != wanted) {
      throw wrong("behind " + behind + " comes " + shown(b) + " where CR LF belongs");
    }
  }

  private ReplyException wrong(String what) {
    return new ReplyException.Malformed("chunk " + number + " is malformed: " + what);
  }

  private static String shown(byte b) {
    return Shown.bytes(ByteBuffer.wrap(new byte[] {b}), 0, 1);
  }

  @Override
  public boolean isComplete() {
    return state == State.COMPLETE;
  }

  @Override
  public boolean mayEndWithStream() {
    return isComplete();
  }

  @Override
  public String position() {
    String where =
        switch (state) {
          case SIZE, EXTENSION, SIZE_LF -> "before chunk " + number;
          case DATA, DATA_CR, DATA_LF ->
              "in chunk " + number + " after " + taken + " of its " + size + " bytes";
          case TRAILERS, COMPLETE -> "behind the last chunk";
        };
    return total + " bytes of the body, " + where;
  }

  @Override
  public List<Field> trailers() {
    return section.fields();
  }
}
