package dev.switchboard.event;

/**
 * Hears of events on the thread on which they happen, many threads at once, and so must be quick
 * and must not block. What it throws is ignored.
 */
@FunctionalInterface
public interface EventListener {

  void happened(Event event);
}
