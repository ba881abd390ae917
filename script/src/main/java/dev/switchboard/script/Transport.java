package dev.switchboard.script;

import dev.switchboard.endpoint.Endpoint;
import java.util.Locale;

/** What a script is spoken over. */
public enum Transport {
  TCP,
  UDP,
  UNIX,
  UNIXGRAM,
  SEQPACKET;

  /** What is spoken over at this endpoint. */
  public static Transport of(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Udp udp -> UDP;
      case Endpoint.Inet inet -> TCP;
      case Endpoint.Unix unix -> UNIX;
      case Endpoint.Unixgram unixgram -> UNIXGRAM;
      case Endpoint.Seqpacket seqpacket -> SEQPACKET;
    };
  }

  /** Whether what one side sends with one call arrives as one packet or not at all. */
  public boolean packets() {
    return this == UDP || this == UNIXGRAM || this == SEQPACKET;
  }

  /** Whether there are connections, whose ends can finish. */
  public boolean connects() {
    return this != UDP && this != UNIXGRAM;
  }

  /** As it is written. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
