package dev.switchboard.model;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import dev.switchboard.framing.Frame;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Ending;
import dev.switchboard.wire.PacketSocket;
import dev.switchboard.wire.Poller;
import dev.switchboard.wire.SystemAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Receives packets from all datagram sockets of a server and gives each to the session of its
 * sender. A datagram socket has no connections; this is the bounded list of those who spoke last.
 *
 * <p>All fields but {@code asked} and {@code stopped} belong to its thread.
 */
public final class PacketLoop implements Loop {

  /** All of the longest packet that UDP can carry. */
  private static final int PACKET_BYTES = 64 << 10;

  private static final int TURNS_AT_ONE_TIME = 16;
  private static final int PACKETS_A_TURN = 64;
  private static final long MILLI = 1_000_000;

  private final Plan plan;
  private final Function<PacketLoop, PacketOwner> owners;
  private final List<PacketSocket> sockets;
  private final Poller poller;
  private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  final Wheel wheel = new Wheel();
  final BufferPool pool = new BufferPool();
  private final ByteBuffer memory;
  private long now;
  private int turnsAtThisTime;

  /** In the order of the last packet, the longest silent first. */
  private final Map<PacketSocket.Sender, PacketConnection> sessions =
      new LinkedHashMap<>(16, 0.75f, true);

  private PacketLoop(
      Plan plan, List<PacketSocket> sockets, Function<PacketLoop, PacketOwner> owners)
      throws IOException {
    this.plan = plan;
    this.sockets = sockets;
    this.owners = owners;
    this.memory = ByteBuffer.allocateDirect(plan.readBytes(PACKET_BYTES));
    this.poller = plan.transport().poller();
    for (PacketSocket socket : sockets) {
      socket.collects(!plan.events().on()); // else each packet's own failure is told
      poller.watch(socket.pollable(), SelectionKey.OP_READ, new Receiving(socket));
    }
  }

  /**
   * Starts a loop for each share of the plan.
   *
   * @param owners makes, for each remote address, who runs its session
   */
  static Crew start(Plan plan, Function<PacketLoop, PacketOwner> owners) throws IOException {
    return Workers.start(
        plan, "switchboard-packets", share -> new PacketLoop(plan, share.packets(), owners));
  }

  /** Starts a loop for each share of the plan, which also runs the sessions. */
  public static Crew start(Plan plan) throws IOException {
    return start(plan, PacketOwner::inTheLoop);
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        // A service may have left this thread interrupted, and select would not wait any more.
        Thread.interrupted();
        now = plan.clock().now();
        wheel.turn(now);
        for (Runnable action = asked.poll(); action != null; action = asked.poll()) {
          action.run();
        }
        flush();
        await();
      }
      sockets.forEach(PacketSocket::close);
      poller.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the poller failed", e);
    }
  }

  /** What was answered since packets were received last: by a timer, or for another thread. */
  private void flush() {
    for (int i = 0; i < sockets.size(); i++) {
      sockets.get(i).flush();
    }
  }

  private void await() throws IOException {
    turnsAtThisTime = 0; // waiting takes time
    poller.poll(asked.isEmpty() ? millisToNextTimer() : 0);
  }

  private long millisToNextTimer() {
    long due = wheel.nextDue();
    if (due == Wheel.NEVER) {
      return Poller.FOREVER;
    }
    long rest = due - plan.clock().now();
    return rest <= 0 ? 0 : (rest + MILLI - 1) / MILLI;
  }

  private void receiveTurn(PacketSocket socket) {
    try {
      for (int i = 0; i < PACKETS_A_TURN && receive(socket); i++) {
        // the next packet
      }
    } catch (IOException | RuntimeException e) {
      // A datagram socket outlives what went wrong with one packet (ICMP errors, say).
      String why = e instanceof IOException answer ? SystemAnswer.said(answer) : e.toString();
      dropped(socket.endpoint(), why);
    }
    socket.flush();
  }

  private boolean receive(PacketSocket socket) throws IOException {
    PacketSocket.Sender sender = socket.receive(memory.clear());
    if (sender == null) {
      return false;
    }
    int length = memory.position();
    int whole = socket.length(memory);
    if (whole > length) {
      dropped(sender.endpoint(), "of its " + whole + " bytes only " + length + " were received");
    } else {
      deliver(sender, memory.clear(), length);
    }
    return true;
  }

  /** One socket, when packets have come to it. */
  private final class Receiving implements Poller.Ready {

    private final PacketSocket socket;
    private long lostBefore;

    Receiving(PacketSocket socket) {
      this.socket = socket;
    }

    @Override
    public void ready(int operations) {
      receiveTurn(socket);
      long lost = socket.lost();
      if (lost > lostBefore) {
        tellLost(lost - lostBefore);
        lostBefore = lost;
      }
    }

    /** What the kernel threw away because this loop was behind. */
    private void tellLost(long count) {
      plan.events().tell(at -> new Event.PacketsLost(at, socket.endpoint(), count));
    }
  }

  private void deliver(PacketSocket.Sender sender, ByteBuffer packet, int length) {
    PacketConnection connection = sessions.get(sender);
    if (connection == null || !connection.owner().packet(connection, packet, length)) {
      begin(sender, packet, length);
    }
  }

  private void begin(PacketSocket.Sender sender, ByteBuffer packet, int length) {
    sessions.remove(sender);
    while (sessions.size() >= plan.limits().datagramSessions()) {
      evictOldest();
    }
    if (!plan.connections().tryTakePlace()) {
      dropped(sender.endpoint(), "the server takes no new sessions");
      return;
    }
    PacketConnection connection =
        new PacketConnection(plan, sender, owners.apply(this), new HomeOf(sender));
    sessions.put(sender, connection);
    connection.owner().begin(connection, packet, length);
  }

  private void evictOldest() {
    Iterator<PacketConnection> oldest = sessions.values().iterator();
    PacketConnection evicted = oldest.next();
    oldest.remove();
    evicted.end(new Ending.Evicted());
  }

  /** What a session says to this loop, from whatever thread runs it. */
  private final class HomeOf implements PacketConnection.Home {

    private final PacketSocket.Sender sender;

    HomeOf(PacketSocket.Sender sender) {
      this.sender = sender;
    }

    @Override
    public void ended(PacketConnection connection) {
      execute(() -> sessions.remove(sender, connection));
    }

    @Override
    public void returned(PacketConnection connection, ByteBuffer packet, int length) {
      Frame copy = Events.bytes(packet, 0, length);
      execute(() -> copy.writeTo((bytes, offset, count) -> deliver(sender, bytes, count)));
    }
  }

  private void dropped(Endpoint remote, String why) {
    plan.events().tell(at -> new Event.PacketDropped(at, remote, why));
  }

  long now() {
    return plan.clock().now();
  }

  /**
   * In this loop's thread: a session has its turn from now on, and all it is told happens at this
   * time. Turns are short, so the clock is read once for several of them, unless somebody listens
   * to how long each takes.
   */
  long turnBegins() {
    if (turnsAtThisTime == 0 || plan.events().on()) {
      now = plan.clock().now();
      turnsAtThisTime = TURNS_AT_ONE_TIME;
    }
    turnsAtThisTime--;
    return now;
  }

  void turnEnds(PacketConnection connection, long began) {
    if (plan.events().on()) {
      plan.events().loopHeld(connection.id(), now() - began);
    }
  }

  /** Any thread: has something done in this loop's thread, soon. */
  void execute(Runnable action) {
    asked.add(action);
    poller.wake();
  }

  /** What comes from addresses without a session is thrown away from now on. */
  @Override
  public void suspend() {}

  @Override
  public void discard(Ending ending) {
    sessions.values().forEach(connection -> connection.lose(ending));
    try {
      poller.close();
    } catch (IOException e) {
      return; // its descriptors are gone in any case
    }
  }

  /** Ends the loop and closes the sockets. */
  @Override
  public void stop() {
    stopped = true;
    poller.wake();
  }
}
