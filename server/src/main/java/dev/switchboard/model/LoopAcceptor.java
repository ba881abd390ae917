package dev.switchboard.model;

import dev.switchboard.event.Event;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.Poller;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Accepts in a select loop. When there is no place, or accept fails, it stops asking for a while;
 * the loop goes on.
 */
final class LoopAcceptor {

  /** How many are accepted before the connections of this loop get their turn. */
  private static final int TURN = 16;

  /** A loop that a service holds may take its time to close the listening sockets. */
  private static final long LONGEST_WAIT_MILLIS = 250;

  private final Plan plan;
  private final Plan.Share share;
  private final SelectLoop loop;
  private final List<Poller.Watched> watched = new ArrayList<>();
  private final AcceptPause pause;
  private volatile boolean waitsForRoom; // set by the loop's thread, read by all
  private volatile boolean suspended;

  private final Wheel.Timer pauseOver =
      new Wheel.Timer() {
        @Override
        protected void fire(long now) {
          ask(SelectionKey.OP_ACCEPT);
        }
      };

  LoopAcceptor(Plan plan, Plan.Share share, SelectLoop loop) throws IOException {
    this.plan = plan;
    this.share = share;
    this.loop = loop;
    this.pause = new AcceptPause(plan.events());
    for (Listening listening : share.listening()) {
      watched.add(
          loop.watch(
              listening.pollable(), SelectionKey.OP_ACCEPT, operations -> acceptFrom(listening)));
    }
    plan.connections().onRoom(this::roomSomewhere);
  }

  private void acceptFrom(Listening listening) {
    for (int i = 0; i < TURN && acceptOne(listening); i++) {
      // the next one that waits
    }
  }

  private boolean acceptOne(Listening listening) {
    if (suspended) {
      return false;
    }
    boolean place = plan.connections().tryTakePlace();
    if (!place && plan.whenFull() == Plan.WhenFull.WAIT) {
      plan.events().tell(at -> new Event.Full(at, plan.connections().limit()));
      waitsForRoom = true;
      ask(0);
      if (plan.connections().hasRoom()) {
        roomAgain(); // it became free between the two questions
      }
      return false;
    }
    Wire wire = accept(listening);
    if (wire == null) {
      if (place) {
        plan.connections().givePlace();
      }
      return false;
    }
    if (place) {
      begin(wire);
    } else {
      plan.refuse(wire);
    }
    return true;
  }

  /** Null when nobody waits any more, or accept failed. */
  private @Nullable Wire accept(Listening listening) {
    try {
      Wire wire = listening.accept();
      if (wire != null) {
        pause.succeeded();
      }
      return wire;
    } catch (Throwable e) {
      if (!suspended) {
        rest(pause.failed(listening, e));
      }
      return null;
    }
  }

  private void begin(Wire wire) {
    LoopConnection connection;
    try {
      wire.blocking(false);
      connection = new LoopConnection(plan, loop, wire);
    } catch (Throwable e) {
      plan.cannotBegin(wire, e);
      return;
    }
    connection.begin();
  }

  private void rest(Duration time) {
    ask(0);
    loop.wheel.atLatest(pauseOver, plan.clock().now() + time.toNanos());
  }

  private void roomSomewhere() {
    if (waitsForRoom) {
      loop.execute(this::roomAgain);
    }
  }

  private void roomAgain() {
    if (waitsForRoom) {
      waitsForRoom = false;
      ask(SelectionKey.OP_ACCEPT);
    }
  }

  private void ask(int operations) {
    watched.forEach(each -> each.interest(operations));
  }

  /** Any thread: accepts no more; returns when the listening sockets are closed. */
  void suspend() throws InterruptedException {
    suspended = true;
    watched.forEach(Poller.Watched::cancel);
    share.listening().forEach(Listening::close);
    // A closed socket lives until its poller has looked once more: between the first action and
    // the second it does.
    CountDownLatch looked = new CountDownLatch(1);
    loop.execute(() -> loop.execute(looked::countDown));
    looked.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
  }
}
