package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.server.Bound;
import dev.switchboard.wire.EndpointException;
import dev.switchboard.wire.SystemAnswer;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/** What to do when a port is taken: say so, or take another one at random and say that. */
record PortChoice(boolean another, Console console) {

  private static final int FIRST = 1025;
  private static final int LAST = 65_535;
  private static final int TRIES = 100;

  static PortChoice of(boolean another, Console console) {
    return new PortChoice(another, console);
  }

  interface Binding {
    Bound on(Endpoint endpoint) throws IOException;
  }

  Bound bind(Endpoint wanted, Binding binding) throws IOException {
    Endpoint endpoint = wanted;
    for (int tried = 1; ; tried++) {
      try {
        return binding.on(endpoint);
      } catch (EndpointException e) {
        if (!another || tried == TRIES || !(wanted instanceof Endpoint.Inet inet) || !isTaken(e)) {
          throw e;
        }
        int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
        endpoint = inet.at(inet.host(), port);
        console.say("Port " + inet.port() + " is taken; trying " + port + " instead.");
      }
    }
  }

  private static boolean isTaken(EndpointException e) {
    return e.getCause() instanceof IOException answer
        && SystemAnswer.of(answer) == SystemAnswer.ADDRESS_IN_USE;
  }
}
