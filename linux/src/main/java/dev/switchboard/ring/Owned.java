package dev.switchboard.ring;

import java.util.ArrayDeque;
import java.util.Deque;

/** What something has of the system, given back all at once, the last first. One thread. */
final class Owned implements AutoCloseable {

  /** Something to be given back; that cannot fail. */
  interface Thing extends AutoCloseable {
    @Override
    void close();
  }

  private final Deque<Thing> things = new ArrayDeque<>();

  <T extends Thing> T keep(T thing) {
    things.push(thing);
    return thing;
  }

  @Override
  public void close() {
    while (!things.isEmpty()) {
      things.pop().close();
    }
  }
}
