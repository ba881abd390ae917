package dev.switchboard.model;

import dev.switchboard.event.Event;
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
import java.util.function.Function;

/**
 * Receives packets from all datagram sockets of a server and gives each to the session of its
 * sender. A datagram socket has no connections; this is the bounded list of those who spoke last.
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
  final ByteBuffer sendMemory = ByteBuffer.allocateDirect(PACKET_BYTES);
  private final ByteBuffer memory = ByteBuffer.allocateDirect(PACKET_BYTES);

  /** In the order of the last packet, the longest silent first. */
  private final Map<Conversing, PacketConnection> sessions =
      new LinkedHashMap<>(16, 0.75f, true);

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
    long rest = due == Wheel.NEVER ? 0 : due - plan.clock().now();
    if (!asked.isEmpty() || rest < 0) {
      selector.selectNow(this::receiveTurn);
    } else {
      selector.select(this::receiveTurn, (rest + MILLI - 1) / MILLI); // 0 is for ever
    }
  }

  private void receiveTurn(SelectionKey key) {
    DatagramChannel channel = (DatagramChannel) key.channel();
    try {
      for (int i = 0; i < PACKETS_A_TURN && receive(channel); i++) {
        // the next packet
      }
    } catch (IOException e) {
      // A datagram socket outlives what went wrong with one packet (ICMP errors, say).
      dropped(channel, SystemAnswer.said(e));
    }
  }

  private boolean receive(DatagramChannel channel) throws IOException {
    SocketAddress remote = channel.receive(memory.clear());
    if (remote == null) {
      return false;
    }
    int length = memory.position();
    memory.clear();
    Conversing who = new Conversing(channel, remote);
    PacketConnection connection = sessions.get(who);
    if (connection == null) {
      connection = begin(who);
    }
    if (connection != null) {
      connection.owner().packet(connection, memory, length);
    }
    return true;
  }

  private @org.jspecify.annotations.Nullable PacketConnection begin(Conversing who)
      throws IOException {
    if (sessions.size() >= plan.limits().datagramSessions()) {
      evictOldest();
    }
    if (!plan.connections().tryTakePlace()) {
      dropped(who.channel(), "the server takes no new sessions");
      return null;
    }
    PacketConnection connection =
        new PacketConnection(
            plan, who.channel(), (InetSocketAddress) who.remote(), owners.apply(this));
    connection.onClose(() -> execute(() -> sessions.remove(who, connection)));
    sessions.put(who, connection);
    connection.owner().begin(connection);
    return connection;
  }

  private void evictOldest() {
    Iterator<PacketConnection> oldest = sessions.values().iterator();
    PacketConnection evicted = oldest.next();
    oldest.remove();
    evicted.end(new Ending.Evicted());
  }

  private void dropped(DatagramChannel channel, String why) {
    plan.events()
        .tell(
            at -> {
              try {
                return new Event.PacketDropped(
                    at, Addresses.packetEndpoint((InetSocketAddress) channel.getLocalAddress()), why);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  long now() {
    return plan.clock().now();
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
