package dev.switchboard.script;

import dev.switchboard.direct.Direct;
import dev.switchboard.session.Service;
import dev.switchboard.session.Talk;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A script's server side for all that come. Each group of as many connections as the script has
 * plays it once: the first one's thread is the player, the others lend it their connections.
 */
final class Answering {

  /** Clients that play the script together. */
  static final class Group {

    private final BlockingQueue<Talk> arrived = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private int missing;

    private Group(int size) {
      missing = size;
    }

    BlockingQueue<Talk> arrived() {
      return arrived;
    }
  }

  private final Script script;
  private final Consumer<Report> told;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Group waiting; // guarded by the lock

  Answering(Script script, Consumer<Report> told) {
    this.script = script;
    this.told = told;
  }

  Service service() {
    return Direct.service(this::answer);
  }

  private void answer(Talk talk) throws InterruptedException {
    boolean first;
    Group group;
    lock.lock();
    try {
      Group begun = waiting;
      first = begun == null;
      group = begun == null ? new Group(script.connections()) : begun;
      group.missing--;
      waiting = group.missing > 0 ? group : null;
    } finally {
      lock.unlock();
    }
    group.arrived.add(talk);
    if (first) {
      play(group);
    } else {
      group.over.await();
    }
  }

  private void play(Group group) throws InterruptedException {
    try (AnsweringStage stage = new AnsweringStage(group)) {
      told.accept(new Player(script, Direction.TO_CLIENT, stage).play());
    } catch (StoppedException e) {
      return; // there is nothing to tell
    } finally {
      leave(group);
      group.over.countDown();
    }
  }

  /** A group that is over takes nobody more. */
  private void leave(Group group) {
    lock.lock();
    try {
      if (waiting == group) {
        waiting = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
