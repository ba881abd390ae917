package dev.switchboard.session;

import dev.switchboard.framing.Output;

/**
 * What a session needs of whoever drives it: a place for its bytes, and a way to be entered soon.
 *
 * <p>{@code write} is called inside the session's own methods only. It takes the bytes and does not
 * call the session back; what reached the kernel is told later with {@link Session#written}.
 */
public interface Driver extends Output {

  /** Over packets: what was written since the last call is one packet. Streams need not care. */
  default void endPacket() {}

  /** Some thread posted: call {@link Session#posted} soon. Called by any thread; must not block. */
  void wake();
}
