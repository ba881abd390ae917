package dev.switchboard.sockets;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/**
 * Has {@link Thread#interrupt()} wake a thread that waits in the kernel, as it does in a selector:
 * the JDK offers that to whoever writes a selector, and this is one for nothing else.
 */
final class Interruption extends AbstractSelector {

  private final Runnable waking;

  Interruption(Runnable waking) {
    super(SelectorProvider.provider());
    this.waking = waking;
  }

  /** From now on an interrupt of this thread wakes; at once if there was one before. */
  void begins() {
    begin();
  }

  void ends() {
    end();
  }

  @Override
  public Selector wakeup() {
    waking.run();
    return this;
  }

  @Override
  protected void implCloseSelector() {}

  @Override
  protected SelectionKey register(
      AbstractSelectableChannel channel, int operations, Object attachment) {
    throw new UnsupportedOperationException("it has no channels");
  }

  @Override
  public Set<SelectionKey> keys() {
    return Set.of();
  }

  @Override
  public Set<SelectionKey> selectedKeys() {
    return Set.of();
  }

  @Override
  public int selectNow() {
    return 0;
  }

  @Override
  public int select(long timeout) {
    return 0;
  }

  @Override
  public int select() {
    return 0;
  }
}
