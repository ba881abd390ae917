package dev.switchboard.load;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Clients that come at once, ask some lines each, and leave; and slow ones that came just before
 * them, send half a line and dawdle over the rest. Each client is a thread, as people are.
 *
 * @param endpoint of a server that answers each line with one
 * @param clients the quick ones, 1 or more
 * @param slow how many came before them
 * @param lines that each quick one asks, one after the other
 * @param dawdling how long a slow one takes over its line
 * @param patience how long a client waits at most
 */
public record Crowd(
    Endpoint endpoint, int clients, int slow, int lines, Duration dawdling, Duration patience) {

  /**
   * What the quick clients met.
   *
   * @param first from connecting to the first answer: how long each was kept waiting
   * @param others from a later line to its answer
   * @param unserved those who were turned away, or had no answer in time
   */
  public record Met(Waits first, Waits others, int unserved) {}

  private record Visit(long first, List<Long> others) {}

  /** Sends them, and returns when all have left. */
  public Met visit() throws InterruptedException {
    CountDownLatch slowOnesAreHere = new CountDownLatch(slow);
    ConcurrentLinkedQueue<Visit> visits = new ConcurrentLinkedQueue<>();
    List<Thread> dawdlers = new ArrayList<>();
    for (int i = 0; i < slow; i++) {
      dawdlers.add(start(() -> dawdle(slowOnesAreHere)));
    }
    slowOnesAreHere.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    List<Thread> quick = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      quick.add(start(() -> visits.add(visitOnce())));
    }
    for (Thread each : quick) {
      each.join();
    }
    for (Thread each : dawdlers) {
      each.join();
    }
    return met(visits);
  }

  private interface Part {
    void play() throws IOException, InterruptedException;
  }

  /** A client that is not served has no visit to tell of, and that is what is counted. */
  private static Thread start(Part part) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            part.play();
          } catch (IOException e) {
            return;
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private Client connect() throws IOException {
    return Client.to(endpoint)
        .framing(Framing.line())
        .connectTimeout(patience)
        .timeout(patience)
        .connect();
  }

  private void dawdle(CountDownLatch here) throws IOException, InterruptedException {
    try (Client client = connect()) {
      client.sendRaw((byte) 'h', (byte) 'a');
      here.countDown();
      new CountDownLatch(1).await(dawdling.toMillis(), TimeUnit.MILLISECONDS);
      client.sendRaw((byte) 'l', (byte) 'f', (byte) '\n');
      client.receive();
    } finally {
      here.countDown();
    }
  }

  private Visit visitOnce() throws IOException {
    long came = System.nanoTime();
    try (Client client = connect()) {
      List<Long> waits = new ArrayList<>();
      long asked = came;
      for (int line = 0; line < lines; line++) {
        client.send("line " + line);
        if (client.receive() == null) {
          throw new IOException("the server finished");
        }
        long answered = System.nanoTime();
        waits.add(answered - asked);
        asked = answered;
      }
      return new Visit(waits.getFirst(), waits.subList(1, waits.size()));
    }
  }

  private Met met(ConcurrentLinkedQueue<Visit> visits) {
    Waits first = new Waits();
    Waits others = new Waits();
    for (Visit visit : visits) {
      first.add(visit.first());
      visit.others().forEach(others::add);
    }
    return new Met(first, others, clients - visits.size());
  }
}
