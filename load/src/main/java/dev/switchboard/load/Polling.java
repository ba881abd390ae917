package dev.switchboard.load;

import dev.switchboard.wire.ClientSocket;
import dev.switchboard.wire.Poller;
import dev.switchboard.wire.SystemAnswer;
import dev.switchboard.wire.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All connections behind a poller, on whatever transport they are. */
final class Polling implements Engine {

  private static final int READ_BYTES = 64 << 10;
  private static final long MILLI = 1_000_000;

  /**
   * As many writes one after the other as a circle that ends in the middle needs, and some more.
   */
  private static final int WRITES = 4;

  private final Run run;
  private final Poller poller;
  private final List<Caller> callers = new ArrayList<>();
  private final ByteBuffer memory = ByteBuffer.allocateDirect(READ_BYTES);

  Polling(Load load, Run run) throws IOException {
    this.run = run;
    Transport transport = Transport.of(load.endpoint());
    this.poller = transport.poller();
    try (Connecting connecting = new Connecting(load.endpoint(), transport)) {
      for (int number = 0; number < load.connections(); number++) {
        callers.add(new Caller(connecting.connect(), number));
      }
      for (Caller caller : callers) {
        caller.watch();
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public String name() {
    return "a poller";
  }

  @Override
  public void write(int connection) {
    callers.get(connection).use(SelectionKey.OP_WRITE);
  }

  /** A poller waits for whole milliseconds: for less, it is asked again and again. */
  @Override
  public void await(long nanos) throws IOException {
    poller.poll(nanos / MILLI);
  }

  @Override
  public void drop(int connection) {
    callers.get(connection).socket.close();
  }

  @Override
  public void close() throws IOException {
    callers.forEach(caller -> caller.socket.close());
    poller.close();
  }

  /** One connection. */
  private final class Caller implements Poller.Ready {

    private final ClientSocket socket;
    private final int number;
    private Poller.@Nullable Watched watched;
    private int interest = SelectionKey.OP_READ;

    Caller(ClientSocket socket, int number) {
      this.socket = socket;
      this.number = number;
    }

    void watch() throws IOException {
      watched = poller.watch(socket.pollable(), interest, this);
    }

    @Override
    public void ready(int operations) {
      use(operations);
    }

    private void use(int operations) {
      if (run.isFailed(number)) {
        return;
      }
      try {
        if ((operations & SelectionKey.OP_READ) == 0 || read()) {
          write();
        }
      } catch (IOException e) {
        run.ended(Polling.this, number, SystemAnswer.said(e));
      }
    }

    private boolean read() throws IOException {
      int count = socket.read(memory.clear());
      if (count == -1) {
        run.ended(Polling.this, number, "the server finished");
        return false;
      }
      return count < 0 || run.received(Polling.this, number, memory.clear(), 0, count);
    }

    private void write() throws IOException {
      Asker asker = run.asker(number);
      boolean full = false;
      ByteBuffer next = asker.toWrite();
      for (int writes = 0; next.hasRemaining() && !full && writes < WRITES; writes++) {
        int length = next.remaining();
        int count = socket.write(next);
        asker.written(count);
        full = count < length;
        next = asker.toWrite();
      }
      int wanted = SelectionKey.OP_READ | (next.hasRemaining() ? SelectionKey.OP_WRITE : 0);
      if (wanted != interest && watched != null) {
        interest = wanted;
        watched.interest(wanted);
      }
    }
  }
}
