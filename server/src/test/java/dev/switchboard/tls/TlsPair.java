package dev.switchboard.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Driver;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Held;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Session;
import dev.switchboard.session.SessionLimits;
import dev.switchboard.session.Wish;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A session in TLS and its client, in memory: a test says how the bytes between them are cut, when
 * the kernel takes them, and what time it is.
 */
final class TlsPair {

  static final TlsIdentity IDENTITY = TlsIdentity.selfSigned("localhost");
  static final ClientTls TRUSTING =
      ClientTls.trusting(TlsTrust.fingerprint(IDENTITY.fingerprint()));

  private static final int ALL = Integer.MAX_VALUE;

  private final Driving driving = new Driving();
  private final List<Event> events = new ArrayList<>();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private byte[] toServer = {}; // on its way
  private byte[] toClient = {}; // the same, not taken by the kernel yet
  private boolean clientLeaves;
  private boolean leavingTold;
  private int kernelTakes = ALL;
  private IntUnaryOperator cut = most -> most;
  private boolean runsTasks = true;
  private boolean woken;
  private long mostOnTheWay;
  private long now;
  private Wish last = Wish.NONE;
  private boolean finished;
  private @Nullable TlsException clientFailed;

  private final TlsSession server;
  private @Nullable Session inner;
  private final ClientRecords client;

  TlsPair(
      ServerTls tls,
      ClientTls client,
      Framing framing,
      Limits limits,
      Supplier<Conversation> talk) {
    BufferPool pool = new BufferPool();
    SessionLimits numbers = SessionLimits.of(limits);
    server =
        (TlsSession)
            new ServerEngines(tls, new Events(events::add))
                .session(
                    1,
                    numbers,
                    driving,
                    pool,
                    (driver, handshake) ->
                        inner =
                            new Session(talk.get(), framing, numbers, false, true, driver, pool));
    this.client = new ClientRecords(client, "localhost", 443);
  }

  static TlsPair of(TlsVersion version, Supplier<Conversation> talk) {
    return of(version, Framing.line(), Limits.defaults(), talk);
  }

  static TlsPair of(
      TlsVersion version, Framing framing, Limits limits, Supplier<Conversation> talk) {
    return new TlsPair(
        ServerTls.of(IDENTITY), TRUSTING.versions(version, version), framing, limits, talk);
  }

  // ---- how the bytes travel ----

  /** What comes is cut so: of so many bytes that are there, how many does one read give? */
  TlsPair cut(IntUnaryOperator lengths) {
    cut = lengths;
    return this;
  }

  /** How many bytes the kernel takes of what the server writes, from now on, at a time. */
  TlsPair kernelTakes(int bytes) {
    kernelTakes = bytes;
    return this;
  }

  TlsPair holdsTasks() {
    runsTasks = false;
    return this;
  }

  TlsPair runsTasks() {
    runsTasks = true;
    return go();
  }

  // ---- what the client does ----

  TlsPair connects() {
    server.opened(now);
    return asClient(ClientRecords::begin);
  }

  /** The server's side alone: no client says anything. */
  TlsPair isConnected() {
    server.opened(now);
    return go();
  }

  TlsPair says(String text) {
    return says(text.getBytes(UTF_8));
  }

  TlsPair says(byte... bytes) {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      asClient(records -> records.send(rest));
    }
    return this;
  }

  /** Puts what it says onto the wire together with what follows. */
  TlsPair prepares(String text) throws TlsException {
    client.send(ByteBuffer.wrap(text.getBytes(UTF_8)));
    collect();
    return this;
  }

  /** Sends close_notify. */
  TlsPair closes() {
    return asClient(ClientRecords::close);
  }

  /** Sends FIN. */
  TlsPair leaves() {
    clientLeaves = true;
    return go();
  }

  /** Sends bytes that are no records of its own. */
  TlsPair sendsRaw(byte... bytes) {
    toServer = joined(toServer, bytes);
    return go();
  }

  /** The last byte of what is on its way does not arrive. */
  TlsPair losesAByte() {
    toServer = Arrays.copyOf(toServer, toServer.length - 1);
    return go();
  }

  private interface Act {
    void by(ClientRecords records) throws TlsException;
  }

  private TlsPair asClient(Act act) {
    try {
      act.by(client);
    } catch (TlsException e) {
      clientFailed = e;
    }
    collect();
    return go();
  }

  private void collect() {
    for (Held held = client.toWire(); held != null; held = client.toWire()) {
      byte[] bytes = new byte[held.end() - held.start()];
      held.memory().get(held.start(), bytes);
      toServer = joined(toServer, bytes);
      held.advanceTo(held.end());
    }
  }

  private static byte[] joined(byte[] first, byte... second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  TlsPair waits(Duration time) {
    long until = now + time.toNanos();
    go();
    while (server.nextTick() <= until) {
      now = Math.max(now, server.nextTick());
      server.tick(now);
      go();
    }
    now = until;
    return this;
  }

  TlsPair serverDrains() {
    server.drain(now);
    return go();
  }

  TlsPair isReset() {
    server.failed(new Ending.Reset(), now);
    return go();
  }

  // ---- what is seen ----

  String hears() {
    String text = heard.toString(UTF_8);
    heard.reset();
    return text;
  }

  byte[] hearsBytes() {
    byte[] bytes = heard.toByteArray();
    heard.reset();
    return bytes;
  }

  boolean clientHasSeenTheEnd() {
    return client.isAtEnd();
  }

  @Nullable TlsException clientFailure() {
    return clientFailed;
  }

  TlsSession server() {
    return server;
  }

  @Nullable Session inner() {
    return inner;
  }

  @Nullable Ending ending() {
    return server.ending();
  }

  Wish wish() {
    return last;
  }

  /** Whether our end of the stream was sent. */
  boolean hasSentFin() {
    return finished;
  }

  List<Event> events() {
    return events;
  }

  long pendingCiphertext() {
    return toClient.length;
  }

  /** The most ciphertext that ever waited for the kernel. */
  long mostOnTheWay() {
    return mostOnTheWay;
  }

  // ---- the driver ----

  /** Does what is to be done until nothing is left. */
  TlsPair go() {
    boolean more = true;
    while (more) {
      Wish wish = server.wish();
      if (wish == Wish.FINISH) {
        finished = true;
      } else if (wish != Wish.NONE) {
        last = wish;
      }
      more = step();
    }
    return this;
  }

  private boolean step() {
    if (last != Wish.NONE) {
      return false;
    }
    Runnable task = runsTasks ? server.takeTask() : null;
    if (task != null) {
      task.run();
      server.resumed(now);
    } else if (woken) {
      woken = false;
      server.posted(now);
    } else if (kernelTakes > 0 && toClient.length > 0) {
      deliverToClient();
    } else if (server.nextTick() == 0) {
      server.tick(now);
    } else if (server.reading() && toServer.length > 0) {
      int count = Math.clamp(cut.applyAsInt(toServer.length), 1, toServer.length);
      // A direct buffer with something before the bytes, as drivers have it.
      ByteBuffer memory = ByteBuffer.allocateDirect(count + 7).put(7, toServer, 0, count);
      toServer = Arrays.copyOfRange(toServer, count, toServer.length);
      server.bytes(memory, 7, count, now);
    } else if (server.reading() && clientLeaves && !leavingTold) {
      leavingTold = true;
      server.finished(now);
    } else {
      return false;
    }
    return true;
  }

  private void deliverToClient() {
    int count = Math.min(toClient.length, kernelTakes);
    if (kernelTakes != ALL) {
      kernelTakes -= count;
    }
    byte[] taken = Arrays.copyOf(toClient, count);
    toClient = Arrays.copyOfRange(toClient, count, toClient.length);
    try {
      if (!client.isAtEnd()) {
        client.received(ByteBuffer.wrap(taken), 0, count);
      }
    } catch (TlsException e) {
      clientFailed = e;
    }
    collect();
    ByteBuffer plain = ByteBuffer.allocate(1 << 16);
    while (client.take(plain.clear()) > 0) {
      heard.write(plain.array(), 0, plain.position());
    }
    server.written(count, now);
  }

  private final class Driving implements Driver {

    @Override
    public void write(ByteBuffer memory, int offset, int length) {
      byte[] bytes = new byte[length];
      memory.get(offset, bytes);
      toClient = joined(toClient, bytes);
      mostOnTheWay = Math.max(mostOnTheWay, toClient.length);
    }

    @Override
    public void wake() {
      woken = true;
    }
  }
}
