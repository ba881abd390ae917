package dev.switchboard.model;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import dev.switchboard.framing.Frame;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Ending;
import dev.switchboard.wire.Addresses;
import dev.switchboard.wire.SystemAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Receives packets from all datagram sockets of a server and gives each to the session of its
 * sender. A datagram socket has no connections; this is the bounded list of those who spoke last.
 *
 * <p>All fields but {@code asked} and {@code stopped} belong to its thread.
 */
final class PacketLoop implements Runnable {

  /** The largest UDP payload is 65 507 bytes over IPv4 (RFC 768); nothing is cut off here. */
  private static final int PACKET_BYTES = 64 << 10;

  private static final int PACKETS_A_TURN = 64;
  private static final long MILLI = 1_000_000;

  /** Who speaks, and to which of our sockets. */
  private record Conversing(DatagramChannel channel, SocketAddress remote) {}

  private final Plan plan;
  private final Function<PacketLoop, PacketOwner> owners;
  private final Selector selector;
  private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  final Wheel wheel = new Wheel();
  final BufferPool pool = new BufferPool();
  private final ByteBuffer memory = ByteBuffer.allocateDirect(PACKET_BYTES);
  private final Consumer<SelectionKey> receiveTurn = this::receiveTurn;

  /** In the order of the last packet, the longest silent first. */
  private final Map<Conversing, PacketConnection> sessions = new LinkedHashMap<>(16, 0.75f, true);

  PacketLoop(Plan plan, Function<PacketLoop, PacketOwner> owners) throws IOException {
    this.plan = plan;
    this.owners = owners;
    this.selector = Selector.open();
    for (DatagramChannel channel : plan.packets()) {
      channel.register(selector, SelectionKey.OP_READ);
    }
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        // A service may have left this thread interrupted, and select would not wait any more.
        Thread.interrupted();
        wheel.turn(plan.clock().now());
        for (Runnable action = asked.poll(); action != null; action = asked.poll()) {
          action.run();
        }
        select();
      }
      selector.close();
      for (DatagramChannel channel : plan.packets()) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the selector failed", e);
    }
  }

  private void select() throws IOException {
    long due = wheel.nextDue();
    long rest = due - plan.clock().now();
    if (!asked.isEmpty() || rest <= 0) {
      selector.selectNow(receiveTurn);
    } else if (due == Wheel.NEVER) {
      selector.select(receiveTurn);
    } else {
      selector.select(receiveTurn, (rest + MILLI - 1) / MILLI);
    }
  }

  private void receiveTurn(SelectionKey key) {
    DatagramChannel channel = (DatagramChannel) key.channel();
    try {
      for (int i = 0; i < PACKETS_A_TURN && receive(channel); i++) {
        // the next packet
      }
    } catch (IOException | RuntimeException e) {
      // A datagram socket outlives what went wrong with one packet (ICMP errors, say).
      String why = e instanceof IOException answer ? SystemAnswer.said(answer) : e.toString();
      dropped(here(channel), why);
    }
  }

  private boolean receive(DatagramChannel channel) throws IOException {
    SocketAddress remote = channel.receive(memory.clear());
    if (remote == null) {
      return false;
    }
    int length = memory.position();
    deliver(new Conversing(channel, remote), memory.clear(), length);
    return true;
  }

  private void deliver(Conversing who, ByteBuffer packet, int length) throws IOException {
    PacketConnection connection = sessions.get(who);
    if (connection == null || !connection.owner().packet(connection, packet, length)) {
      begin(who, packet, length);
    }
  }

  private void begin(Conversing who, ByteBuffer packet, int length) throws IOException {
    sessions.remove(who);
    while (sessions.size() >= plan.limits().datagramSessions()) {
      evictOldest();
    }
    InetSocketAddress remote = (InetSocketAddress) who.remote();
    if (!plan.connections().tryTakePlace()) {
      dropped(Addresses.packetEndpoint(remote), "the server takes no new sessions");
      return;
    }
    PacketConnection connection =
        new PacketConnection(plan, who.channel(), remote, owners.apply(this), new HomeOf(who));
    sessions.put(who, connection);
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

    private final Conversing who;

    HomeOf(Conversing who) {
      this.who = who;
    }

    @Override
    public void ended(PacketConnection connection) {
      execute(() -> sessions.remove(who, connection));
    }

    @Override
    public void returned(PacketConnection connection, ByteBuffer packet, int length) {
      Frame copy = Events.bytes(packet, 0, length);
      execute(() -> copy.writeTo((bytes, offset, count) -> deliverAgain(bytes, count)));
    }

    private void deliverAgain(ByteBuffer packet, int length) {
      try {
        deliver(who, packet, length);
      } catch (IOException e) {
        dropped(here(who.channel()), SystemAnswer.said(e));
      }
    }
  }

  private static Endpoint here(DatagramChannel channel) {
    try {
      return Addresses.packetEndpoint((InetSocketAddress) channel.getLocalAddress());
    } catch (IOException e) {
      return Endpoint.udp(Endpoint.EVERYWHERE, 0); // closed meanwhile
    }
  }

  private void dropped(Endpoint remote, String why) {
    plan.events().tell(at -> new Event.PacketDropped(at, remote, why));
  }

  long now() {
    return plan.clock().now();
  }

  /** In this loop's thread: a session had it for this long. */
  void turnTook(PacketConnection connection, long nanos) {
    plan.events().loopHeld(connection.id(), nanos);
  }

  /** Any thread: has something done in this loop's thread, soon. */
  void execute(Runnable action) {
    asked.add(action);
    selector.wakeup();
  }

  /** Any thread: ends the loop and closes the sockets. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }
}
