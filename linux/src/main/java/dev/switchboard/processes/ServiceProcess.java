package dev.switchboard.processes;

import dev.switchboard.event.Event;
import dev.switchboard.sockets.NativeWire;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of ours, from its start to its end, as its parent sees it. {@link #run()} has a platform
 * thread of its own: it starts the process, hears what it says, and reaps it.
 */
final class ServiceProcess implements Runnable {

  /** What becomes of the connection that the process has. Called by the thread of {@link #run}. */
  interface Listener {

    void told(Event event);

    void exited(Exit exit);
  }

  /** For a process that has told how its connection ended to end itself. */
  private static final long LAST_MOMENT_SECONDS = 2;

  private final Order order;
  private final Watchdog watchdog;
  private final Semaphore starts;
  private final CompletableFuture<ServiceProcess> ready = new CompletableFuture<>();
  private @Nullable ControlSocket control; // guarded by this, as all that follows
  private @Nullable ChildProcess process;
  private @Nullable Listener listener;
  private boolean unwanted;
  private boolean over;

  /**
   * @param starts how many may be starting at a time: more would only make each other late
   */
  ServiceProcess(Order order, Watchdog watchdog, Semaphore starts) {
    this.order = order;
    this.watchdog = watchdog;
    this.starts = starts;
  }

  /** Done when it can serve; failed, with a sentence, when it never will. */
  CompletableFuture<ServiceProcess> ready() {
    return ready;
  }

  @Override
  public void run() {
    String first = null;
    try {
      ControlSocket own;
      starts.acquireUninterruptibly();
      try {
        own = start();
        first = own.receive();
      } finally {
        starts.release();
      }
      if (ChildMain.READY.equals(first)) {
        ready.complete(this);
        hear(own);
      }
    } catch (IOException e) {
      ready.completeExceptionally(new IOException(Spawn.sentence(JavaCommand.file(), e), e));
    } catch (Throwable e) {
      ready.completeExceptionally(new IOException(String.valueOf(e), e));
      kill(); // it cannot be understood
    } finally {
      end(first);
    }
  }

  private ControlSocket start() throws IOException {
    ControlSocket[] pair = ControlSocket.pair();
    try {
      Spawn spawn =
          new Spawn(JavaCommand.file(), JavaCommand.words(order.recipe().module()))
              .environment(Set.of(), Map.of())
              .nothingOn(0)
              .descriptor(pair[1].descriptor(), ChildMain.CONTROL);
      synchronized (this) {
        if (unwanted) {
          throw new IOException("the server stops");
        }
        process = spawn.start();
        control = pair[0];
        watchdog.guard(process);
      }
    } catch (IOException e) {
      pair[0].close();
      throw e;
    } finally {
      pair[1].close();
    }
    try {
      pair[0].send(Lines.of(order));
    } catch (IOException e) {
      return pair[0]; // it has ended already, which whoever receives finds out
    }
    return pair[0];
  }

  private void hear(ControlSocket own) {
    for (String line = own.receive(); line != null; line = own.receive()) {
      Event event = Lines.read(line, Event.class);
      Listener told = listening();
      if (told != null) {
        told.told(event);
      }
      if (event instanceof Event.Ended) {
        CompletableFuture.delayedExecutor(LAST_MOMENT_SECONDS, TimeUnit.SECONDS)
            .execute(this::kill);
      }
    }
  }

  private synchronized @Nullable Listener listening() {
    return listener;
  }

  /** It has closed its control socket, as a process does that ends; or it was never started. */
  private void end(@Nullable String last) {
    ChildProcess ended = process();
    if (ended == null) {
      return;
    }
    Exit exit = ended.await();
    ended.signal(Signal.KILL); // what it has started and left behind
    watchdog.forget(ended);
    ended.reap();
    Listener told = over();
    ready.completeExceptionally(new IOException(reason(last, exit)));
    if (told != null) {
      told.exited(exit);
    }
  }

  private static String reason(@Nullable String last, Exit exit) {
    return last != null && last.startsWith(ChildMain.FAILED)
        ? last.substring(ChildMain.FAILED.length())
        : exit.ending().toString();
  }

  private synchronized @Nullable ChildProcess process() {
    return process;
  }

  private synchronized @Nullable Listener over() {
    over = true;
    if (control != null) {
      control.close();
    }
    return listener;
  }

  /**
   * Gives it the connection that it is for.
   *
   * @return its process's number; -1 when it has ended meanwhile
   */
  synchronized int serve(long id, NativeWire wire, Listener told) {
    if (over || control == null || process == null) {
      return -1;
    }
    try {
      control.send(Lines.of(new Errand(id, wire.local(), wire.remote())), wire.descriptor());
      listener = told;
      return process.pid();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Tells it something; one that has ended hears nothing. */
  synchronized void tell(String line) {
    if (!over && control != null) {
      try {
        control.send(line);
      } catch (IOException e) {
        return; // its end is on its way
      }
    }
  }

  /** Any thread: ends it, also one that does not listen. */
  synchronized void kill() {
    unwanted = true;
    if (process != null) {
      process.signal(Signal.KILL);
    }
  }
}
