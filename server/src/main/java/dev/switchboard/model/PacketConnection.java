package dev.switchboard.model;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Driven;
import dev.switchboard.session.Driver;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Held;
import dev.switchboard.session.Wish;
import dev.switchboard.wire.PacketSocket;
import dev.switchboard.wire.SystemAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The session of one remote address on a datagram socket. All but what says "any thread" is called
 * where its owner runs it.
 */
final class PacketConnection implements OpenConnection, Driver {

  /** What its loop hears from it, in whatever thread it is said. */
  interface Home {
    void ended(PacketConnection connection);

    /** A packet that was given to it comes back: it had ended before. */
    void returned(PacketConnection connection, ByteBuffer memory, int length);
  }

  private final Plan plan;
  private final Home home;
  private final PacketSocket.Sender sender;
  private final Endpoint remoteEnd;
  private final Endpoint localEnd;
  private final PacketOwner owner;
  private final Presence presence;
  private final AtomicBoolean woken = new AtomicBoolean();

  private @Nullable Driven session;
  private @Nullable Held packet; // what is being sent; holds memory only meanwhile
  private long unconfirmed;
  private boolean heard; // whether a packet has reached the session
  private boolean namelessTold;

  // The packet that is being delivered, so that no object has to be made for each.
  private @Nullable ByteBuffer delivered;
  private int deliveredLength;
  private final Entry delivering = this::deliver;

  PacketConnection(Plan plan, PacketSocket.Sender sender, PacketOwner owner, Home home) {
    this.plan = plan;
    this.home = home;
    this.sender = sender;
    this.owner = owner;
    this.presence = new Presence(plan);
    this.remoteEnd = sender.endpoint();
    this.localEnd = sender.socket().endpoint();
    presence.begin(this, localEnd, remoteEnd);
  }

  PacketOwner owner() {
    return owner;
  }

  @Override
  public long id() {
    return presence.id();
  }

  /** Any thread. */
  boolean isOver() {
    return presence.isOver();
  }

  /**
   * Begins the session.
   *
   * @param pool belongs to the thread that runs it
   */
  void open(BufferPool pool) {
    try {
      packet = new Held(pool);
      session = plan.session(presence.id(), localEnd, remoteEnd, this, pool);
    } catch (Throwable e) {
      leave(new Ending.ServiceFailed(e)); // a framing of the program's own, say
    }
    enter(Driven::opened);
  }

  void packet(ByteBuffer memory, int length) {
    if (presence.isOver() && heard) {
      home.returned(this, memory, length); // an earlier packet ended it; this one begins anew
      return;
    }
    if (presence.isOver()) {
      dropped("its session ended before its first packet"); // and the next one would as well
      return;
    }
    heard = true;
    plan.events().packet(id(), memory, length);
    delivered = memory;
    deliveredLength = length;
    enter(delivering);
  }

  private void deliver(Driven open, long now) {
    ByteBuffer memory = delivered;
    delivered = null;
    if (memory != null) {
      open.bytes(memory, 0, deliveredLength, now);
    }
  }

  void tick() {
    enter(Driven::tick);
  }

  private interface Entry {
    void into(Driven session, long now);
  }

  /** What goes wrong here beyond what is foreseen ends this session, and no other. */
  private void enter(Entry entry) {
    Driven open = session;
    if (open == null || presence.isOver()) {
      return;
    }
    long began = owner.turnBegins();
    try {
      entry.into(open, began);
      obey(open, began);
    } catch (Throwable e) {
      leave(new Ending.IoError(String.valueOf(e)));
    }
    owner.turnEnds(this, began);
  }

  private void later(Entry entry) {
    owner.execute(() -> enter(entry));
  }

  private void obey(Driven open, long now) {
    boolean more = true;
    while (more) {
      more = false;
      if (unconfirmed > 0) {
        long count = unconfirmed;
        unconfirmed = 0;
        open.written(count, now);
        more = true;
      } else if (open.nextTick() == 0) {
        open.tick(now);
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
      later(Driven::resumed);
    } catch (Throwable e) {
      end(new Ending.ServiceFailed(e));
    }
  }

  /** No thread could be had for it. */
  void cannotRun(Throwable why) {
    leave(new Ending.IoError(String.valueOf(why)));
  }

  private void leave(@Nullable Ending ending) {
    owner.ended();
    home.ended(this);
    presence.end(this, ending);
  }

  // ---- output ----

  @Override
  public void write(ByteBuffer memory, int offset, int length) {
    unconfirmed += length;
    if (packet != null) {
      packet.append(memory, offset, length);
    }
  }

  @Override
  public void endPacket() {
    Held bytes = packet;
    if (bytes == null) {
      return;
    }
    if (!sender.isNamed()) {
      bytes.release();
      tellNameless();
      return;
    }
    try {
      send(bytes.memory(), bytes.start(), bytes.end() - bytes.start());
    } catch (IOException e) {
      // EMSGSIZE above all: over 65 507 bytes over IPv4 (RFC 768).
      dropped("a packet could not be sent: " + SystemAnswer.said(e));
    } finally {
      bytes.release();
    }
  }

  /** Once is enough: it concerns whatever is answered. */
  private void tellNameless() {
    if (!namelessTold) {
      namelessTold = true;
      dropped("its sender has no name, and so cannot be answered: let it bind one");
    }
  }

  private void send(ByteBuffer memory, int start, int length) throws IOException {
    boolean sent;
    try {
      sent = sender.send(memory.limit(start + length).position(start));
    } finally {
      memory.clear();
    }
    if (!sent) {
      dropped("the kernel has no room for more packets");
    } else {
      plan.events().packetSent(id(), memory, start, length);
    }
  }

  void dropped(String why) {
    plan.events().tell(at -> new Event.PacketDropped(at, remoteEnd, why));
  }

  // ---- any thread ----

  void end(Ending how) {
    later((open, now) -> open.failed(how, now));
  }

  @Override
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      later((open, now) -> {
        woken.set(false);
        open.posted(now);
      });
    }
  }

  @Override
  public void drain() {
    later(Driven::drain);
  }

  @Override
  public void force() {
    end(new Ending.Forced());
  }

  @Override
  public void abandon() {
    lose(new Ending.Forced());
  }

  /** Its loop does not run any more. */
  void lose(Ending ending) {
    presence.end(this, ending);
  }
}
