package dev.switchboard.script;

import java.util.HashMap;
import java.util.Map;

/**
 * Follows each client's connection through a script, so that what cannot happen is an error of the
 * script and not of the program that it is about.
 */
final class Sides {

  private enum State {
    NONE,
    OPEN,
    /** Sends no more. */
    ENDED,
    /** Has closed; what the other side still sends is nobody's. */
    CLOSED
  }

  /** How far the two sides of one connection are. */
  private static final class Ends {
    State client = State.NONE;
    State server = State.NONE;

    State of(Direction by) {
      return by == Direction.TO_SERVER ? client : server;
    }

    void set(Direction by, State state) {
      if (by == Direction.TO_SERVER) {
        client = state;
      } else {
        server = state;
      }
    }
  }

  private final Map<String, Ends> connections = new HashMap<>();
  private int opened;

  /** How often somebody connects. */
  int opened() {
    return opened;
  }

  void follow(Step step, LineCursor cursor) {
    Direction by = step.by();
    if (by == null || step.act() instanceof Act.Wait) {
      return;
    }
    Ends it = connections.computeIfAbsent(step.client(), name -> new Ends());
    if (step.act() instanceof Act.Open) {
      refuse(
          it.client != State.NONE && it.client != State.CLOSED && it.server != State.CLOSED,
          "this client is connected already",
          cursor);
      open(it);
      return;
    }
    if (it.client == State.NONE) {
      open(it);
    }
    refuse(it.client == State.CLOSED, "the connection is closed", cursor);
    refuse(it.of(by) == State.CLOSED, by.who() + " has closed already", cursor);
    refuse(
        step.act() instanceof Act.Reset && it.of(by) == State.ENDED,
        "behind the end of a stream no reset can be seen",
        cursor);
    switch (step.act()) {
      case Act.Data _, Act.Message _, Act.Like _ ->
          refuse(it.of(by) == State.ENDED, by.who() + " has ended its stream", cursor);
      case Act.End _ -> {
        refuse(it.of(by) == State.ENDED, by.who() + " has ended its stream already", cursor);
        it.set(by, State.ENDED);
      }
      case Act.Close _ -> it.set(by, State.CLOSED);
      case Act.Reset _ -> {
        it.client = State.CLOSED;
        it.server = State.CLOSED;
      }
      case Act.Nothing _, Act.Wait _, Act.Open _ -> {}
    }
  }

  private void open(Ends it) {
    opened++;
    it.client = State.OPEN;
    it.server = State.OPEN;
  }

  private static void refuse(boolean wrong, String why, LineCursor cursor) {
    if (wrong) {
      cursor.backTo(0);
      throw cursor.wrong(why);
    }
  }
}
