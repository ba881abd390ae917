package dev.switchboard.micro;

import dev.switchboard.framing.Codec;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What one receive gives: whole messages of a framing, one behind the other. */
final class Messages {

  /** As many as come with one receive under load. */
  static final int COUNT = 16;

  private static final int LARGEST = 64 << 10;

  private Messages() {}

  /** In memory outside the heap, as the loops have it. */
  static ByteBuffer encoded(Framing framing, int bytes) {
    byte[] text = new byte[bytes];
    Arrays.fill(text, (byte) 'x');
    Frame frame = Frame.of(text);
    Codec codec = framing.codec(LARGEST);
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (int i = 0; i < COUNT; i++) {
      codec.encode(
          frame,
          (memory, offset, length) -> {
            byte[] part = new byte[length];
            memory.get(offset, part);
            wire.writeBytes(part);
          });
    }
    return ByteBuffer.allocateDirect(wire.size()).put(0, wire.toByteArray());
  }
}
