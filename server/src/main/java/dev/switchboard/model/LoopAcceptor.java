package dev.switchboard.model;

import dev.switchboard.event.Event;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Accepts in the first of several select loops and deals the connections out in turn. When there is
 * no place, or accept fails, it stops asking for a while; the loop goes on.
 */
final class LoopAcceptor {

  /** How many are accepted before the connections of this loop get their turn. */
  private static final int TURN = 16;

  /** A loop that a service holds may take its time to close the listening sockets. */
  private static final long LONGEST_WAIT_MILLIS = 250;

  private final Plan plan;
  private final List<SelectLoop> loops;
  private final SelectLoop own;
  private final List<SelectionKey> keys = new ArrayList<>();
  private final AcceptPause pause;
  private int next;
  private volatile boolean waitsForRoom; // set by the first loop's thread, read by all
  private volatile boolean suspended;

  private final Wheel.Timer pauseOver =
      new Wheel.Timer() {
        @Override
        protected void fire(long now) {
          ask(SelectionKey.OP_ACCEPT);
        }
      };

  LoopAcceptor(Plan plan, List<SelectLoop> loops) throws IOException {
    this.plan = plan;
    this.loops = List.copyOf(loops);
    this.own = loops.getFirst();
    this.pause = new AcceptPause(plan.events());
    for (Listening listening : plan.listening()) {
      keys.add(
          own.register(listening.channel(), SelectionKey.OP_ACCEPT, () -> acceptFrom(listening)));
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
    SelectLoop loop = loops.get(next++ % loops.size());
    LoopConnection connection;
    try {
      wire.channel().configureBlocking(false);
      connection = new LoopConnection(plan, loop, wire);
    } catch (Throwable e) {
      plan.cannotBegin(wire, e);
      return;
    }
    if (loop.equals(own)) {
      connection.begin();
    } else {
      loop.execute(connection::begin);
    }
  }

  private void rest(Duration time) {
    ask(0);
    own.wheel.atLatest(pauseOver, plan.clock().now() + time.toNanos());
  }

  private void roomSomewhere() {
    if (waitsForRoom) {
      own.execute(this::roomAgain);
    }
  }

  private void roomAgain() {
    if (waitsForRoom) {
      waitsForRoom = false;
      ask(SelectionKey.OP_ACCEPT);
    }
  }

  private void ask(int interest) {
    try {
      for (SelectionKey key : keys) {
        key.interestOps(interest);
      }
    } catch (CancelledKeyException e) {
      return; // suspended meanwhile
    }
  }

  /** Any thread: accepts no more; returns when the listening sockets are closed. */
  void suspend() throws InterruptedException {
    suspended = true;
    keys.forEach(SelectionKey::cancel);
    plan.listening().forEach(Listening::close);
    // A closed socket lives until its selector has looked once more: between the first action and
    // the second it does.
    CountDownLatch looked = new CountDownLatch(1);
    own.execute(() -> own.execute(looked::countDown));
    looked.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
  }
}
