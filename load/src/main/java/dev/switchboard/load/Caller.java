package dev.switchboard.load;

import dev.switchboard.wire.ClientSocket;
import dev.switchboard.wire.Poller;
import dev.switchboard.wire.SystemAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/** One connection of the generator: carries what its asker says, and what comes back. */
final class Caller implements Poller.Ready {

  /**
   * As many writes one after the other as a circle that ends in the middle needs, and some more.
   */
  private static final int WRITES = 4;

  private final ClientSocket socket;
  private final Asker asker;
  private final Polling polling;
  private final int number;
  private Poller.@Nullable Watched watched;
  private int interest = SelectionKey.OP_READ;
  private boolean closed;

  Caller(ClientSocket socket, Asker asker, Polling polling, int number) {
    this.socket = socket;
    this.asker = asker;
    this.polling = polling;
    this.number = number;
  }

  void watch(Poller poller) throws IOException {
    watched = poller.watch(socket.pollable(), interest, this);
  }

  /** Asks for one message, as of a time that may have passed. */
  void ask(long intended) {
    if (!closed) {
      asker.ask(intended);
      use(SelectionKey.OP_WRITE);
    }
  }

  /** Closed loop: asks for as many as may be on their way. */
  void askAll(long now) {
    if (!closed && asker.room() > 0) {
      while (asker.room() > 0) {
        asker.ask(now);
      }
      use(SelectionKey.OP_WRITE);
    }
  }

  void expire(long now) {
    if (!closed) {
      asker.expire(now);
    }
  }

  @Override
  public void ready(int operations) {
    use(operations);
  }

  private void use(int operations) {
    try {
      if ((operations & SelectionKey.OP_READ) != 0) {
        read();
      }
      if (!closed) {
        write();
      }
    } catch (Asker.WrongException e) {
      fail(e.mistake());
    } catch (IOException e) {
      fail(ended(SystemAnswer.said(e)));
    }
  }

  private Mistake ended(String how) {
    return new Mistake(number, 0, Mistake.Kind.ENDED, "connection " + number + " ended: " + how);
  }

  private void fail(Mistake mistake) {
    polling.failed(mistake);
    close();
  }

  private void read() throws IOException, Asker.WrongException {
    ByteBuffer memory = polling.memory;
    int count = socket.read(memory.clear());
    if (count == -1) {
      fail(ended("the server finished"));
    } else if (count >= 0) {
      long now = System.nanoTime();
      asker.received(memory.clear(), count, now);
      while (polling.closedLoop() && asker.room() > 0) {
        asker.ask(now);
      }
    }
  }

  private void write() throws IOException {
    boolean full = false;
    ByteBuffer next = asker.toWrite(System.nanoTime());
    for (int writes = 0; next.hasRemaining() && !full && writes < WRITES; writes++) {
      int length = next.remaining();
      int count = socket.write(next);
      asker.written(count);
      full = count < length;
      next = asker.toWrite(System.nanoTime());
    }
    int wanted = SelectionKey.OP_READ | (next.hasRemaining() ? SelectionKey.OP_WRITE : 0);
    if (wanted != interest && watched != null) {
      interest = wanted;
      watched.interest(wanted);
    }
  }

  void close() {
    closed = true;
    socket.close();
  }
}
