package dev.switchboard.model;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Driver;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Session;
import dev.switchboard.session.Wish;
import dev.switchboard.wire.Addresses;
import dev.switchboard.wire.SystemAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The session of one remote address on a datagram socket. All but what says "any thread" is called
 * where its owner runs it.
 */
final class PacketConnection implements OpenConnection, Driver {

  private final Plan plan;
  private final DatagramChannel channel;
  private final InetSocketAddress remote;
  private final Endpoint.Udp remoteEnd;
  private final Endpoint.Udp localEnd;
  private final PacketOwner owner;
  private final long id;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicBoolean left = new AtomicBoolean();
  private Runnable onClose = () -> {};

  private @Nullable Session session;
  private ByteBuffer sendMemory = ByteBuffer.allocate(0);
  private int packetBytes;
  private boolean packetTooLong;
  private long unconfirmed;

  PacketConnection(
      Plan plan, DatagramChannel channel, InetSocketAddress remote, PacketOwner owner)
      throws IOException {
    this.plan = plan;
    this.channel = channel;
    this.remote = remote;
    this.owner = owner;
    this.id = plan.connections().nextId();
    this.remoteEnd = Addresses.packetEndpoint(remote);
    this.localEnd = Addresses.packetEndpoint((InetSocketAddress) channel.getLocalAddress());
    plan.connections().opened(this);
  }

  PacketOwner owner() {
    return owner;
  }

  @Override
  public long id() {
    return id;
  }

  /** Has this done, by any thread, when the session has ended. */
  void onClose(Runnable action) {
    onClose = action;
  }

  /**
   * Begins the session.
   *
   * @param memory for the packet that is being made; nothing stays in it between two calls
   */
  void open(BufferPool pool, ByteBuffer memory) {
    sendMemory = memory;
    plan.events().tell(at -> new Event.Accepted(at, id, localEnd, remoteEnd));
    Session begun =
        new Session(
            new Link(localEnd, remoteEnd).begin(plan.service()),
            plan.framing(),
            plan.sessionLimits(),
            true,
            this,
            pool);
    session = begun;
    begun.opened(now());
    obey(begun);
  }

  void packet(ByteBuffer memory, int length) {
    if (plan.events().on()) {
      plan.events()
          .tell(at -> new Event.Received(at, id, Events.bytes(memory, 0, length)));
    }
    enter((open, now) -> open.bytes(memory, 0, length, now));
  }

  void tick() {
    enter(Session::tick);
  }

  private interface Entry {
    void into(Session session, long now);
  }

  private void enter(Entry entry) {
    Session open = session;
    if (open != null && !left.get()) {
      entry.into(open, now());
      obey(open);
    }
  }

  private void later(Entry entry) {
    owner.execute(() -> enter(entry));
  }

  private void obey(Session open) {
    boolean more = true;
    while (more) {
      more = false;
      if (unconfirmed > 0) {
        long count = unconfirmed;
        unconfirmed = 0;
        open.written(count, now());
        more = true;
      } else if (open.nextTick() == 0) {
        open.tick(now());
        more = true;
      }
    }
    Runnable task = open.takeTask();
    if (task != null) {
      Thread.ofVirtual().name("switchboard-task").start(() -> runTask(task));
    }
    Wish wish = open.wish();
    if (wish == Wish.CLOSE || wish == Wish.RESET) {
      leave(open.ending());
    } else {
      owner.tickAtLatest(open.nextTick());
    }
  }

  private void runTask(Runnable task) {
    try {
      task.run();
      later(Session::resumed);
    } catch (RuntimeException | Error e) {
      end(new Ending.ServiceFailed(e));
    }
  }

  /** No thread could be had for it. */
  void cannotRun(Throwable why) {
    leave(new Ending.IoError(String.valueOf(why)));
  }

  private void leave(@Nullable Ending ending) {
    if (left.compareAndSet(false, true)) {
      Ending told = ending == null ? new Ending.IoError("it never began") : ending;
      owner.ended();
      onClose.run();
      plan.events().tell(at -> new Event.Ended(at, id, told));
      plan.connections().closed(this);
    }
  }

  // ---- output ----

  @Override
  public void write(ByteBuffer memory, int offset, int length) {
    unconfirmed += length;
    if (length > sendMemory.capacity() - packetBytes) {
      packetTooLong = true;
      return;
    }
    sendMemory.put(packetBytes, memory, offset, length);
    packetBytes += length;
  }

  @Override
  public void endPacket() {
    int length = packetBytes;
    packetBytes = 0;
    try {
      if (packetTooLong) {
        packetTooLong = false;
        dropped("a reply is longer than a packet can be");
      } else {
        send(length);
      }
    } catch (IOException e) {
      dropped("it could not be sent: " + SystemAnswer.said(e));
    } finally {
      sendMemory.clear();
    }
  }

  private void send(int length) throws IOException {
    int count = channel.send(sendMemory.clear().limit(length), remote);
    sendMemory.clear();
    if (count == 0 && length > 0) {
      dropped("the kernel has no room for more packets");
    } else if (plan.events().on()) {
      plan.events()
          .tell(at -> new Event.Sent(at, id, Events.bytes(sendMemory, 0, length)));
    }
  }

  void dropped(String why) {
    plan.events().tell(at -> new Event.PacketDropped(at, remoteEnd, why));
  }

  private long now() {
    return plan.clock().now();
  }

  // ---- any thread ----

  void end(Ending how) {
    later((open, now) -> open.failed(how, now));
  }

  @Override
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      later(
          (open, now) -> {
            woken.set(false);
            open.posted(now);
          });
    }
  }

  @Override
  public void drain() {
    later(Session::drain);
  }

  @Override
  public void force() {
    end(new Ending.Forced());
  }
}
