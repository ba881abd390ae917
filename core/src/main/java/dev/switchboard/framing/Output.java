package dev.switchboard.framing;

import java.nio.ByteBuffer;

/**
 * Where bytes go that shall be sent.
 *
 * <p>Whoever implements it takes the bytes before {@code write} returns: it copies them, or, where
 * the memory is a receive buffer of its own, keeps that buffer until the bytes are on the wire.
 */
@FunctionalInterface
public interface Output {

  /**
   * Takes {@code length} bytes of {@code memory}, from the absolute index {@code offset} on.
   * Position and limit of {@code memory} play no part and stay as they are.
   */
  void write(ByteBuffer memory, int offset, int length);
}
