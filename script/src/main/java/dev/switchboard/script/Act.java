package dev.switchboard.script;

import dev.switchboard.framing.Frame;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What one side does in one step, and what the other side must therefore see. */
public sealed interface Act {

  /** The client connects. */
  record Open() implements Act {}

  /**
   * Bytes as they are. Sent, they are one segment or one packet. Expected, they are the next bytes,
   * however they were cut; over packets exactly one.
   *
   * @param pieces what stands in quotes, in order
   * @param once whether one receive must give them
   */
  record Data(List<Piece> pieces, boolean once) implements Act {

    public Data {
      pieces = List.copyOf(pieces);
    }

    /** The number of bytes. */
    public long length() {
      return pieces.stream().mapToLong(Piece::length).sum();
    }

    /** All of them; made anew each time, because a script may ask for many. */
    public byte[] bytes() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) length());
      pieces.forEach(piece -> piece.writeTo(bytes));
      return bytes.toByteArray();
    }
  }

  /** Bytes that are repeated, {@code "x"*5000}. */
  record Piece(Frame bytes, int times) {

    long length() {
      return (long) bytes.length() * times;
    }

    private void writeTo(ByteArrayOutputStream output) {
      byte[] once = bytes.toBytes();
      for (int i = 0; i < times; i++) {
        output.writeBytes(once);
      }
    }
  }

  /** One message under the script's framing. */
  record Message(Data data) implements Act {}

  /** One message, or without a framing one line, that this expression describes from end to end. */
  record Like(Pattern pattern) implements Act {}

  /** The end of this side's stream; the other side may go on. */
  record End() implements Act {}

  /** This side closes the connection. */
  record Close() implements Act {}

  /** This side resets the connection. */
  record Reset() implements Act {}

  /** This side lets time pass. */
  record Wait(Duration time) implements Act {}

  /** This side sends nothing for so long, and does not end either. */
  record Nothing(Duration time) implements Act {}
}
