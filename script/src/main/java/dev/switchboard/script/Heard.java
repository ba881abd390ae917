package dev.switchboard.script;

import dev.switchboard.framing.Frame;

/** What one receive gave. */
sealed interface Heard {

  /** Bytes, at least one; or one packet, which may be empty. */
  record Bytes(Frame bytes) implements Heard {}

  /** Nothing came in time. */
  record Silence() implements Heard {}

  /** The other side ended its stream. */
  record Ended() implements Heard {}

  /** The other side reset the connection, or the connection failed otherwise. */
  record Broken(String how) implements Heard {}

  /** The program on the other side fell. */
  record Crashed(String how) implements Heard {}
}
