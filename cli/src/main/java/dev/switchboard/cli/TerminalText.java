package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/**
 * A stream of bytes as text for a terminal on which somebody types: UTF-8, however its characters
 * were cut; CR LF as LF; every other control character written out, because a peer shall not move
 * the cursor or send the terminal commands. One thread at a time.
 */
final class TerminalText {

  private final CharsetDecoder decoder =
      UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] rest = {}; // the beginning of a character
  private boolean carriageReturn; // what follows it says what it means

  String of(byte... bytes) {
    byte[] all = Arrays.copyOf(rest, rest.length + bytes.length);
    System.arraycopy(bytes, 0, all, rest.length, bytes.length);
    ByteBuffer in = ByteBuffer.wrap(all);
    CharBuffer out = CharBuffer.allocate(all.length);
    decoder.decode(in, out, false);
    rest = Arrays.copyOfRange(all, in.position(), all.length);
    StringBuilder text = new StringBuilder(out.position());
    out.flip().codePoints().forEach(c -> append(text, c));
    return text.toString();
  }

  private void append(StringBuilder text, int c) {
    if (carriageReturn && c != '\n') {
      text.append("\\r");
    }
    carriageReturn = c == '\r';
    if (carriageReturn) {
      return;
    }
    if (Character.isISOControl(c) && c != '\n' && c != '\t') {
      text.append("\\x%02x".formatted(c));
    } else {
      text.appendCodePoint(c);
    }
  }
}
