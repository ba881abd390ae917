package dev.switchboard.script;

import dev.switchboard.framing.Codec;
import dev.switchboard.framing.Cut;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Held;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a player has heard on one connection and not looked at yet. On a stream that is bytes; over
 * packets it is at most one packet, which may be empty.
 */
final class Inbox {

  private final Stage stage;
  private final Connection connection;
  private final boolean packets;
  private final Codec codec;
  private final Cut cut = new Cut();
  private final Held held = new Held(new BufferPool());
  private final int most;
  private boolean hasPacket;

  /**
   * @param most bytes of one message or line
   */
  Inbox(Stage stage, Connection connection, boolean packets, Framing framing, int most) {
    this.stage = stage;
    this.connection = connection;
    this.packets = packets;
    this.codec = framing.codec(most);
    this.most = most;
  }

  /** The codec of both directions, for who answers as it was asked. */
  Codec codec() {
    return codec;
  }

  boolean isEmpty() {
    return held.isEmpty() && !hasPacket;
  }

  int length() {
    return held.end() - held.start();
  }

  private Frame peek(int count) {
    byte[] bytes = new byte[count];
    held.memory().get(held.start(), bytes);
    return Frame.of(bytes);
  }

  /** All bytes that wait, which stay. */
  Frame peek() {
    return peek(length());
  }

  byte at(int index) {
    return held.memory().get(held.start() + index);
  }

  void take(int count) {
    held.advanceTo(held.start() + count);
    hasPacket = false;
  }

  /** Receives once, at the latest at this time; bytes are added to those that wait. */
  Heard more(long until) throws InterruptedException {
    Heard heard = connection.hear(Duration.ofNanos(Math.max(0, until - stage.now())));
    if (heard instanceof Heard.Bytes(Frame bytes)) {
      bytes.writeTo(held::append);
      hasPacket = packets;
    }
    return heard;
  }

  /**
   * The next message under the framing.
   *
   * @return the message; or what came in place of its end
   * @throws RuntimeException of the framing: malformed, truncated
   */
  Message message(long until) throws InterruptedException {
    if (packets) {
      Heard heard = hasPacket ? new Heard.Silence() : more(until);
      return hasPacket ? packet() : new Message(null, heard);
    }
    while (true) {
      if (!held.isEmpty() && codec.decode(held.memory(), held.start(), held.end(), cut)) {
        return taken();
      }
      boolean silenceEnds = codec.silence() > 0 && !held.isEmpty();
      long quiet = silenceEnds ? stage.now() + codec.silence() : Long.MAX_VALUE;
      Heard heard = more(Math.min(until, quiet));
      boolean over =
          heard instanceof Heard.Ended || (silenceEnds && heard instanceof Heard.Silence);
      if (over && codec.finish(held.memory(), held.start(), held.end(), cut)) {
        return taken();
      }
      if (!(heard instanceof Heard.Bytes)) {
        return new Message(null, heard);
      }
    }
  }

  private Message packet() {
    int length = length();
    boolean whole =
        codec.decode(held.memory(), held.start(), held.end(), cut)
            || codec.finish(held.memory(), held.start(), held.end(), cut);
    if (!whole || cut.wireLength() != length) {
      throw new IllegalArgumentException("the packet of " + length + " bytes is not one message");
    }
    return taken();
  }

  private Message taken() {
    Frame frame = cut.in(held.memory(), held.start()).copy();
    cut.expire();
    take(cut.wireLength());
    return new Message(frame, new Heard.Bytes(frame));
  }

  /** The next line without its end, or what is left before the end of the stream. */
  Message line(long until) throws InterruptedException {
    int looked = 0;
    while (true) {
      for (; looked < length(); looked++) {
        if (at(looked) == '\n') {
          return lineOf(looked, 1);
        }
      }
      if (looked > most) {
        throw new IllegalArgumentException("more than " + most + " bytes came without a line end");
      }
      Heard heard = more(until);
      if (heard instanceof Heard.Ended && !held.isEmpty()) {
        return lineOf(length(), 0);
      }
      if (!(heard instanceof Heard.Bytes)) {
        return new Message(null, heard);
      }
    }
  }

  private Message lineOf(int length, int behind) {
    boolean returned = behind > 0 && length > 0 && at(length - 1) == '\r';
    Frame line = peek(returned ? length - 1 : length);
    take(length + behind);
    return new Message(line, new Heard.Bytes(line));
  }

  /**
   * @param frame the message, or null
   * @param heard what came last
   */
  record Message(@Nullable Frame frame, Heard heard) {}
}
