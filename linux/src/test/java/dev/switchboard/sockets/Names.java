package dev.switchboard.sockets;

import dev.switchboard.endpoint.Endpoint;
import java.util.UUID;

/** Abstract names that nobody else has. */
final class Names {

  private Names() {}

  static Endpoint.Seqpacket seqpacket() {
    return Endpoint.seqpacket(fresh());
  }

  static Endpoint.Unixgram unixgram() {
    return Endpoint.unixgram(fresh());
  }

  private static String fresh() {
    return "@switchboard-" + UUID.randomUUID();
  }
}
