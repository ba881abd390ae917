package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.session.Ending;
import java.io.IOException;
import java.net.UnknownHostException;

/** What the connecting side shares with the listening one: its endpoint, and sentences. */
public final class Dialling {

  private Dialling() {}

  /** The sentence for a connection that did not come about. */
  public static EndpointException refused(Endpoint endpoint, IOException answer) {
    if (answer instanceof EndpointException told) {
      return told;
    }
    if (answer instanceof UnknownHostException) {
      return new EndpointException(
          "Cannot connect to " + endpoint + ": no address is known for that host; check its name.",
          answer);
    }
    return Refusals.dialling(endpoint, answer);
  }

  /** The sentence for a connection on which TLS did not come about. */
  public static EndpointException refused(Endpoint endpoint, Ending ending) {
    String advice =
        switch (ending) {
          case Ending.TlsLate late -> "; does it speak TLS at all?";
          case Ending.NotTls not -> "; dial it without TLS, or at another port";
          default -> "";
        };
    return new EndpointException(
        "Cannot connect to " + endpoint + ": " + ending + advice + ".",
        new IOException(ending.toString()));
  }

  /** The sentence for a host that has no address of the wanted family, IPv4 or IPv6. */
  public static EndpointException noSuchFamily(Endpoint endpoint, String family) {
    return new EndpointException(
        "Cannot connect to "
            + endpoint
            + ": that host has no "
            + family
            + " address; let the other family be used, or check the name.",
        new UnknownHostException(endpoint.toString()));
  }

  /** The sentence for an end of ours that cannot be bound. */
  public static EndpointException cannotBind(
      Endpoint endpoint, Endpoint.Inet from, IOException answer) {
    return Refusals.dialling(endpoint, from, answer);
  }
}
