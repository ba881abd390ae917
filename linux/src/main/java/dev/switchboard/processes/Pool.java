package dev.switchboard.processes;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

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

  private ServiceProcess start() {
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
   * The first of those that wait, as soon as it is ready; where none waits, or that one has died,
   * one that is started now.
   *
   * @throws IOException with a sentence, when it cannot be started
   */
  ServiceProcess take() throws IOException {
    ServiceProcess waited = poll();
    if (waited != null) {
      try {
        return await(waited.ready());
      } catch (IOException e) {
        return await(startFor().ready()); // which tells the reason, if there still is one
      }
    }
    return await(startFor().ready());
  }

  private synchronized @Nullable ServiceProcess poll() {
    ServiceProcess waited = waiting.poll();
    fill();
    return waited;
  }

  private synchronized ServiceProcess startFor() throws IOException {
    if (closed) {
      throw new IOException("the server stops");
    }
    return start();
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
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new IOException(String.valueOf(why.getMessage()), e);
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
