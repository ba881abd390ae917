package dev.switchboard.processes;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Processes that wait for a connection. Whoever takes one has another one started in its place. A
 * process that dies while it waits is replaced when it would have been taken, and so one that dies
 * whenever it is started costs one start for each client, and no more.
 */
final class Pool {

  private final Order order;
  private final Watchdog watchdog;
  private final int size;
  private final Semaphore starts =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));
  private final Queue<ServiceProcess> waiting = new ArrayDeque<>(); // guarded by this
  private final Set<ServiceProcess> all = new HashSet<>(); // guarded by this
  private boolean closed; // guarded by this

  Pool(Order order, Watchdog watchdog, int size) {
    this.order = order;
    this.watchdog = watchdog;
    this.size = size;
  }

  /** Starts as many as are to wait. */
  synchronized void fill() {
    while (!closed && waiting.size() < size) {
      waiting.add(start());
    }
  }

  private synchronized ServiceProcess start() {
    ServiceProcess process = new ServiceProcess(order, watchdog, starts);
    all.add(process);
    Thread.ofPlatform()
        .name("switchboard-process")
        .stackSize(ProcessCrew.STACK_BYTES)
        .daemon()
        .start(() -> {
          try {
            process.run();
          } finally {
            forget(process);
          }
        });
    return process;
  }

  private synchronized void forget(ServiceProcess process) {
    all.remove(process);
  }

  /**
   * The first of those that wait, as soon as it is ready.
   *
   * @throws IOException with a sentence, when it cannot be started
   */
  ServiceProcess take() throws IOException {
    ServiceProcess first;
    synchronized (this) {
      if (closed) {
        throw new IOException("the server stops");
      }
      ServiceProcess waited = waiting.poll();
      first = waited == null ? start() : waited;
      fill();
    }
    return await(first.ready());
  }

  /** Waits until one can serve. */
  void awaitFirst() throws IOException {
    CompletableFuture<ServiceProcess> first;
    synchronized (this) {
      if (waiting.isEmpty()) {
        return; // none is kept ready
      }
      first = waiting.element().ready();
    }
    await(first);
  }

  private static ServiceProcess await(CompletableFuture<ServiceProcess> ready) throws IOException {
    try {
      return ready.get();
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause().getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Ends all, also those that serve. */
  void close() {
    Set<ServiceProcess> left;
    synchronized (this) {
      closed = true;
      left = Set.copyOf(all);
    }
    left.forEach(ServiceProcess::kill);
  }
}
