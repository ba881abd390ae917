package dev.switchboard.model;

import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.SystemAnswer;
import java.io.IOException;
import java.time.Duration;

/**
 * How long to leave accept alone after it failed: 10 ms, doubled from failure to failure, at most 1
 * s. With exhausted descriptors the connection stays in the queue and accept would fail again at
 * once, for ever (accept(2), EMFILE); no failure of accept ends a server.
 */
public final class AcceptPause {

  private static final Duration FIRST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Events events;
  private Duration next = FIRST;

  public AcceptPause(Events events) {
    this.events = events;
  }

  /** Accept has answered with a connection. */
  public void succeeded() {
    next = FIRST;
  }

  /** Accept has failed: how long to leave it alone. */
  public Duration failed(Listening listening, Throwable answer) {
    Duration pause = next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    events.tell(at -> new Event.AcceptFailed(at, listening.endpoint(), said(answer), pause));
    return pause;
  }

  private static String said(Throwable answer) {
    return answer instanceof IOException exception
        ? SystemAnswer.said(exception)
        : answer.toString();
  }
}
