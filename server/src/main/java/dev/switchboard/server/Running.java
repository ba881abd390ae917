package dev.switchboard.server;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.model.Crew;
import dev.switchboard.model.OpenConnection;
import dev.switchboard.model.Plan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server at work. Its threads are daemons: a program whose main method returns ends, so it waits
 * with {@link #awaitStop()}. Any thread may call any method.
 *
 * <p>Stopping is three steps that can be taken one by one: {@link #suspend()}, {@link #awaitIdle},
 * {@link #close()}. {@code close} alone takes all of them, within the limit {@code drain}.
 */
public final class Running implements AutoCloseable {

  /** How long threads get to notice that their connection is gone. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(1);

  private static final Duration SHORT_WAIT = Duration.ofMillis(10);

  private final Plan plan;
  private final Crew crew;
  private final List<Endpoint> endpoints;
  private final AtomicBoolean suspended = new AtomicBoolean();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch hurry = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean allGone; // belongs to the thread that closes

  Running(Plan plan, Crew crew, List<Endpoint> endpoints) {
    this.plan = plan;
    this.crew = crew;
    this.endpoints = endpoints;
  }

  /** Where it listens, with the port that the system chose where 0 was asked for. */
  public Endpoint endpoint() {
    return endpoints.getFirst();
  }

  /** Where it listens, when that is more than one address: all of them. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /** What it is doing. */
  public Status status() {
    Status.Phase phase =
        stopped.getCount() == 0
            ? Status.Phase.STOPPED
            : suspended.get() ? Status.Phase.SUSPENDED : Status.Phase.SERVING;
    return new Status(phase, plan.connections().count(), plan.connections().total());
  }

  /** Accepts no more: the listening sockets are closed. Connections go on. */
  public void suspend() {
    if (suspended.compareAndSet(false, true)) {
      crew.suspend();
      plan.events().tell(Event.Suspended::new);
    }
  }

  /** Waits until no connection is open; false when some are after this time. */
  public boolean awaitIdle(Duration time) throws InterruptedException {
    return plan.connections().awaitIdle(time);
  }

  /**
   * Stops: accepts no more, closes those that are between messages at once and the others when
   * their message is answered, and after the limit {@code drain} by force; then {@link
   * dev.switchboard.event.Event.Ended} says which. Returns when it has stopped, at most a second
   * after that limit, even where a service does not return. An interrupt is taken for haste.
   */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      awaitStopQuietly();
      return;
    }
    suspend();
    // Who is interrupted is in a hurry, but leaves nothing open: the later steps are taken anyway.
    boolean interrupted = isInterruptedIn(this::drain);
    interrupted |= isInterruptedIn(this::force);
    crew.stop();
    interrupted |= isInterruptedIn(this::join);
    plan.events().tell(Event.Stopped::new);
    stopped.countDown();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Step {
    void take() throws InterruptedException;
  }

  private static boolean isInterruptedIn(Step step) {
    try {
      step.take();
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Stops at once; also shortens a {@link #close()} that another thread is waiting in. */
  public void closeNow() {
    hurry.countDown();
    close();
  }

  private void drain() throws InterruptedException {
    plan.connections().drain();
    long until = System.nanoTime() + plan.limits().drain().toNanos();
    Duration step = Duration.ofMillis(10);
    while (hurry.getCount() > 0
        && System.nanoTime() - until < 0
        && !plan.connections().awaitIdle(step)) {
      // until idle, until the limit, or until somebody is in a hurry
    }
  }

  private void force() throws InterruptedException {
    plan.connections().snapshot().forEach(OpenConnection::force);
    try {
      allGone = awaitIdle(LAST_WAIT);
    } finally {
      // A service does not return. Its thread stays behind, and dies with the program.
      plan.connections().snapshot().forEach(OpenConnection::abandon);
    }
  }

  private boolean join() throws InterruptedException {
    // Threads that had to be left behind have had their time.
    return crew.join(allGone ? LAST_WAIT : SHORT_WAIT);
  }

  /** Waits until it has stopped. */
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }

  private void awaitStopQuietly() {
    try {
      awaitStop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
