package dev.switchboard.wrong.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** What a session must not ask for: threads, time, chance. */
interface Asks {

  final class ForAThread {
    Thread thread(Runnable work) {
      return Thread.ofVirtual().unstarted(work);
    }
  }

  final class ForNanoseconds {
    long now() {
      return System.nanoTime();
    }
  }

  final class ForMilliseconds {
    long now() {
      return System.currentTimeMillis();
    }
  }

  final class ForTheTime {
    Instant now() {
      return Instant.now();
    }
  }

  record ForAClock(Clock clock) {}

  final class ForChance {
    int chance() {
      return ThreadLocalRandom.current().nextInt();
    }
  }

  final class ForSleep {
    void sleep() throws InterruptedException {
      Thread.sleep(Duration.ofMillis(1));
    }
  }

  final class ForSleepElsewhere {
    void sleep() throws InterruptedException {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }
}
