package dev.switchboard.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.framing.Framing;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Function;

/** A framing and how a message looks in it on the wire, written down by hand. */
record Spoken(String framing, Function<byte[], byte[]> wire) {

  /** The framings whose messages a server must put together in different ways. */
  static List<Spoken> all() {
    return List.of(
        new Spoken("line", bytes -> joined(bytes, "\n".getBytes(UTF_8))),
        new Spoken(
            "length:4", bytes -> joined("%04d".formatted(bytes.length).getBytes(UTF_8), bytes)),
        new Spoken(
            "u16",
            bytes -> joined(new byte[] {(byte) (bytes.length >> 8), (byte) bytes.length}, bytes)),
        new Spoken("varint", bytes -> joined(new byte[] {(byte) bytes.length}, bytes)),
        new Spoken("delim:||", bytes -> joined(bytes, "||".getBytes(UTF_8))),
        new Spoken("text", bytes -> joined(bytes, "\n".getBytes(UTF_8))));
  }

  Framing chosen() {
    return Framing.parse(framing);
  }

  /** These messages, one behind the other. */
  byte[] wire(String... messages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String message : messages) {
      all.writeBytes(wire.apply(message.getBytes(UTF_8)));
    }
    return all.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }

  @Override
  public String toString() {
    return framing;
  }
}
