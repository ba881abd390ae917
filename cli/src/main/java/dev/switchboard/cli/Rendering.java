package dev.switchboard.cli;

import java.util.Arrays;

/** How replies look: what is shown for each. One thread asks. */
interface Rendering {

  byte[] of(byte... reply);

  /** As they are. */
  static Rendering raw() {
    return reply -> reply;
  }

  /** Messages whose framing has been taken away: each as a line. */
  static Rendering lines() {
    return reply -> {
      byte[] line = Arrays.copyOf(reply, reply.length + 1);
      line[reply.length] = '\n';
      return line;
    };
  }
}
