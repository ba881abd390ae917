package dev.switchboard.ring;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.kernel.Errno;
import dev.switchboard.model.AcceptPause;
import dev.switchboard.model.Plan;
import dev.switchboard.model.Wheel;
import dev.switchboard.session.Ending;
import dev.switchboard.sockets.NativeListening;
import dev.switchboard.wire.Listening;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Accepts for one loop. The kernel is told once for each listening socket, and tells of every
 * connection from then on. When there is no place, or accept fails, that is ended for a while; the
 * loop goes on.
 *
 * <p>Those whom the kernel had accepted before it heard that there is no place wait here, in their
 * order, as they would in the accept queue, and are not more than came in one batch.
 */
final class RingAcceptor implements Owned.Thing {

  /** A loop that a service holds may take its time to end its accepts. */
  private static final long LONGEST_WAIT_MILLIS = 250;

  /** A listening socket, and whether the kernel accepts from it for us. */
  private static final class Door {
    final NativeListening listening;
    final int descriptor;
    boolean armed;

    Door(NativeListening listening, int descriptor) {
      this.listening = listening;
      this.descriptor = descriptor;
    }
  }

  private record Waiting(Door door, int descriptor) {}

  private final RingLoop loop;
  private final Plan plan;
  private final List<Door> doors = new ArrayList<>();
  private final AcceptPause pause;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private final CountDownLatch allEnded = new CountDownLatch(1);
  private boolean resting;
  private boolean closed; // guarded by this: the descriptors may be somebody else's
  private volatile boolean waitsForRoom; // set by the loop's thread, read by all
  private volatile boolean suspended;

  private final Wheel.Timer pauseOver =
      new Wheel.Timer() {
        @Override
        protected void fire(long now) {
          resting = false;
          arm();
        }
      };

  /** Each listening socket gets a descriptor of this loop's own: only the loop closes it. */
  RingAcceptor(RingLoop loop, List<Listening> listening) throws IOException {
    this.loop = loop;
    this.plan = loop.plan;
    this.pause = new AcceptPause(plan.events());
    try {
      for (Listening each : listening) {
        NativeListening by = (NativeListening) each; // RingModel has asked for descriptors
        doors.add(new Door(by, Sockets.copy(by.blockingDescriptor())));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
    plan.connections().onRoom(this::roomSomewhere);
  }

  /** In the loop's thread: the ring is there. */
  void begin() {
    arm();
  }

  private void arm() {
    if (resting || waitsForRoom || suspended) {
      return;
    }
    for (int i = 0; i < doors.size(); i++) {
      Door door = doors.get(i);
      if (!door.armed) {
        door.armed = true;
        loop.ring.accept(door.descriptor, userData(i));
      }
    }
  }

  private void disarm() {
    for (int i = 0; i < doors.size(); i++) {
      if (doors.get(i).armed) {
        loop.ring.cancel(userData(i), RingLoop.IGNORED);
      }
    }
  }

  private static long userData(int index) {
    return RingLoop.ACCEPTED | (long) index << 8;
  }

  /** The accept of a listening socket has something to tell. */
  void accepted(int index, int result, int flags) {
    Door door = doors.get(index);
    door.armed = (flags & Ring.MORE) != 0;
    if (result >= 0) {
      pause.succeeded();
      waiting.add(new Waiting(door, result));
      serveWaiting();
    } else if (!suspended && !Errno.ECANCELED.is(result) && !Errno.EINTR.is(result)) {
      rest(pause.failed(door.listening, Errno.failure(result)));
    }
    if (suspended) {
      turnAway();
    } else {
      arm();
    }
  }

  private void rest(Duration time) {
    resting = true;
    disarm();
    loop.wheel.atLatest(pauseOver, plan.clock().now() + time.toNanos());
  }

  /** Gives a place to each who waits, for as long as there is one. */
  private void serveWaiting() {
    while (!waiting.isEmpty() && !suspended) {
      boolean place = plan.connections().tryTakePlace();
      if (!place && plan.whenFull() == Plan.WhenFull.WAIT) {
        waitForRoom();
        return;
      }
      Waiting next = waiting.remove();
      if (place) {
        begin(next);
      } else {
        refuse(next);
      }
    }
  }

  private void waitForRoom() {
    if (!waitsForRoom) {
      plan.events().tell(at -> new Event.Full(at, plan.connections().limit()));
      waitsForRoom = true;
      disarm();
      if (plan.connections().hasRoom()) {
        loop.execute(this::roomAgain); // it became free between the two questions
      }
    }
  }

  private void begin(Waiting client) {
    long key = loop.newKey();
    Endpoint local;
    Endpoint remote;
    RingConnection connection;
    try {
      local = client.door.listening.localOf(client.descriptor);
      remote = client.door.listening.remoteOf(client.descriptor);
      connection = new RingConnection(loop, client.descriptor, key, local, remote);
    } catch (Throwable e) {
      loop.giveBack(key);
      cannotBegin(client, e);
      return;
    }
    loop.remember(connection);
    connection.begin(local, remote);
  }

  private void refuse(Waiting client) {
    Endpoint remote = client.door.listening.remoteOf(client.descriptor);
    reset(client);
    plan.events().tell(at -> new Event.Refused(at, plan.named(remote), plan.connections().limit()));
  }

  /** A framing of the program's own failed, say. */
  private void cannotBegin(Waiting client, Throwable why) {
    reset(client);
    plan.events().ended(plan.connections().nextId(), new Ending.ServiceFailed(why));
    plan.connections().givePlace();
  }

  private void reset(Waiting client) {
    Sockets.reset(client.descriptor);
  }

  /** Any thread: a connection has ended. */
  private void roomSomewhere() {
    if (waitsForRoom) {
      loop.execute(this::roomAgain);
    }
  }

  private void roomAgain() {
    if (waitsForRoom) {
      waitsForRoom = false;
      serveWaiting();
      arm();
    }
  }

  // ---- the end ----

  /** Resets who had no place yet; when no accept is in flight any more, all is over. */
  private void turnAway() {
    while (!waiting.isEmpty()) {
      reset(waiting.remove());
    }
    if (doors.stream().noneMatch(door -> door.armed)) {
      close();
      allEnded.countDown();
    }
  }

  /**
   * Any thread: accepts no more; returns when the listening sockets are closed. Shutdown ends the
   * listening at once, also where a service holds the loop; an accept in flight would keep a socket
   * that is only closed alive.
   */
  void suspend() throws InterruptedException {
    suspended = true;
    synchronized (this) {
      if (!closed) {
        doors.forEach(door -> Sockets.shutdown(door.descriptor));
      }
    }
    doors.forEach(door -> door.listening.close());
    loop.execute(this::turnAway);
    allEnded.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Closes this loop's own descriptors of the listening sockets. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    doors.forEach(door -> Sockets.close(door.descriptor));
    waiting.forEach(this::reset);
  }
}
