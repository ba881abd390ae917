package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;

/** The sentences that say why an endpoint cannot be had, and what to do. */
public final class Refusals {

  private Refusals() {}

  static EndpointException noTransport(Endpoint endpoint) {
    return new EndpointException(
        "Cannot use "
            + endpoint
            + ": the JDK has no such sockets; that takes Linux, and Switchboard's module for it.",
        new IOException("no transport"));
  }

  /** The accept queue that only {@link Transport#withDescriptors} has. */
  public static EndpointException emptyAcceptQueue(Endpoint endpoint) {
    return new EndpointException(
        "Cannot listen on "
            + endpoint
            + " with an accept queue of 0: the JDK would make 50 of it, and what else could do it"
            + " takes Linux, and Switchboard's module for it; 1 is the least here.",
        new IOException("no transport"));
  }

  /** The sentence for an endpoint that nobody can listen on, or that cannot be bound. */
  public static EndpointException listening(Endpoint endpoint, IOException answer) {
    if (answer instanceof EndpointException told) {
      return told;
    }
    return new EndpointException(
        "Cannot listen on "
            + endpoint
            + ": "
            + SystemAnswer.said(answer)
            + "; "
            + advice(endpoint, SystemAnswer.of(answer))
            + ".",
        answer);
  }

  private static String advice(Endpoint endpoint, SystemAnswer answer) {
    return switch (answer) {
      case ADDRESS_IN_USE -> inUse(endpoint);
      case NOT_PERMITTED ->
          endpoint instanceof Endpoint.Inet
              ? "ports below 1024 are for the administrator: choose one from 1024 on"
              : "choose a path in a directory that you may write to";
      case NOT_OUR_ADDRESS ->
          "that address is not one of this machine's: name one of its own, or * for all";
      case NO_SUCH_FILE -> "the directory is not there: make it, or choose another path";
      case PATH_TOO_LONG -> "a path has at most 107 bytes: choose a shorter one";
      case TOO_MANY_OPEN_FILES -> "raise the limit of open files (ulimit -n)";
      default -> "name another endpoint";
    };
  }

  private static String inUse(Endpoint endpoint) {
    return endpoint instanceof Endpoint.Inet inet
        ? "another program has port "
            + inet.port()
            + ": stop it, or choose another port (0 takes a free one)"
        : "another program listens there: stop it, or choose another path";
  }

  static EndpointException dialling(Endpoint endpoint, Endpoint.Inet from, IOException answer) {
    return new EndpointException(
        "Cannot connect to "
            + endpoint
            + " from "
            + from
            + ": "
            + SystemAnswer.said(answer)
            + "; "
            + advice(from, SystemAnswer.of(answer))
            + ".",
        answer);
  }

  static EndpointException dialling(Endpoint endpoint, IOException answer) {
    String advice =
        switch (SystemAnswer.of(answer)) {
          case REFUSED ->
              "nobody listens there: start the server first, or check the "
                  + (endpoint instanceof Endpoint.Local ? "path" : "port");
          case RESET -> "the server took the connection and wants no more of them now: try later";
          case TIMED_OUT, UNREACHABLE -> "check the address, and that the network leads there";
          case QUEUE_FULL -> "as many as it lets wait are waiting already: try later";
          case NO_SUCH_FILE -> "there is no such socket: start the server first";
          case NOT_PERMITTED -> "you may not use that socket";
          default -> "check the endpoint";
        };
    return new EndpointException(
        "Cannot connect to " + endpoint + ": " + SystemAnswer.said(answer) + "; " + advice + ".",
        answer);
  }
}
