package dev.switchboard.wire;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/** A selector of the JDK, for channels of the JDK. */
final class SelectorPoller implements Poller {

  /** What it can wait for. */
  record Channel(SelectableChannel channel) implements Pollable {}

  private final Selector selector;
  private final Consumer<SelectionKey> tell = SelectorPoller::tell; // made once, not for each poll

  SelectorPoller() throws IOException {
    this.selector = Selector.open();
  }

  @Override
  public Watched watch(Pollable socket, int operations, Ready ready) throws IOException {
    if (!(socket instanceof Channel(SelectableChannel channel))) {
      throw new IllegalArgumentException("no socket of the JDK: " + socket);
    }
    return new Key(channel.register(selector, operations, ready));
  }

  private static void tell(SelectionKey key) {
    int operations;
    try {
      operations = key.readyOps();
    } catch (CancelledKeyException e) {
      return; // another thread has closed the socket meanwhile
    }
    ((Ready) key.attachment()).ready(operations);
  }

  @Override
  public int poll(long millis) throws IOException {
    if (millis == 0) {
      return selector.selectNow(tell);
    }
    return millis < 0 ? selector.select(tell) : selector.select(tell, millis);
  }

  @Override
  public void wake() {
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }

  private record Key(SelectionKey key) implements Watched {

    @Override
    public void interest(int operations) {
      try {
        key.interestOps(operations);
      } catch (CancelledKeyException e) {
        return; // the socket is closed
      }
    }

    @Override
    public void cancel() {
      key.cancel();
    }
  }
}
