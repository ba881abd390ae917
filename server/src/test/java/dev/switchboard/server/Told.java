package dev.switchboard.server;

import static org.awaitility.Awaitility.await;

import dev.switchboard.event.Event;
import dev.switchboard.event.EventListener;
import dev.switchboard.framing.Frame;
import dev.switchboard.session.Ending;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** What a server told, kept for a test to look at and to wait for. */
final class Told implements EventListener {

  private static final int KEPT_BYTES = 4096;

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  @Override
  public void happened(Event event) {
    if (event instanceof Event.Received some) {
      received.addAndGet(some.bytes().length());
    }
    if (event instanceof Event.Sent some) {
      sent.addAndGet(some.bytes().length());
    }
    boolean bulk =
        (event instanceof Event.Received(_, _, Frame in) && in.length() > KEPT_BYTES)
            || (event instanceof Event.Sent(_, _, Frame out) && out.length() > KEPT_BYTES);
    if (!bulk) {
      events.add(event);
    }
  }

  List<Event> all() {
    return events;
  }

  <E extends Event> List<E> of(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<Ending> endings() {
    return of(Event.Ended.class).stream().map(Event.Ended::ending).toList();
  }

  long receivedBytes() {
    return received.get();
  }

  long sentBytes() {
    return sent.get();
  }

  /** Waits until the server has read this many bytes in all: what was sent then was one segment. */
  void awaitReceived(long bytes) {
    until("the server has read " + bytes + " bytes", () -> received.get() >= bytes);
  }

  /** Waits until writing has come to rest: the kernels of both ends are full. */
  void awaitNoMoreSent() {
    AtomicLong last = new AtomicLong(-1);
    await("no more is sent")
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> sent.get() > 0 && last.getAndSet(sent.get()) == sent.get());
  }

  <E extends Event> E await1(Class<E> kind) {
    return awaitSome(kind, 1).getFirst();
  }

  <E extends Event> List<E> awaitSome(Class<E> kind, int count) {
    until(count + " of " + kind.getSimpleName(), () -> of(kind).size() >= count);
    return of(kind);
  }

  <E extends Event> E awaitThat(Class<E> kind, Predicate<E> that) {
    until(kind.getSimpleName(), () -> of(kind).stream().anyMatch(that));
    return of(kind).stream().filter(that).findFirst().orElseThrow();
  }

  /** Waits for the first conversation to end, and answers how. */
  Ending awaitEnding() {
    return await1(Event.Ended.class).ending();
  }

  private void until(String what, java.util.concurrent.Callable<Boolean> condition) {
    await(what)
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .conditionEvaluationListener(evaluated -> {
          // A timeout shall tell the story.
          if (!evaluated.isSatisfied() && evaluated.getRemainingTimeInMS() <= 1) {
            throw new AssertionError("waited for " + what + " in vain; told was " + events);
          }
        })
        .until(condition);
  }
}
