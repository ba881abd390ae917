package dev.switchboard.client;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import dev.switchboard.framing.Codec;
import dev.switchboard.framing.Cut;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.framing.MalformedException;
import dev.switchboard.framing.TooLargeException;
import dev.switchboard.framing.TruncatedException;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Handshake;
import dev.switchboard.session.Held;
import dev.switchboard.session.Limits;
import dev.switchboard.tls.TlsException;
import dev.switchboard.wire.ClientSocket;
import dev.switchboard.wire.SystemAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a server: connects, sends and receives whole messages, and waits for each. It
 * also has the calls beneath, which send and receive bytes as the socket does, for teaching and for
 * tests.
 *
 * <pre>
 *   try (var client = Client.connect(Endpoint.tcp("127.0.0.1", 8820), Framing.line())) {
 *     client.send("Ada");
 *     System.out.println(client.receive());
 *   }
 * </pre>
 *
 * <p>One thread may send while another receives, and any may close, which ends the calls that wait.
 */
public final class Client implements AutoCloseable {

  /** What is waited for a connection, a reply, or room to write. */
  public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

  private static final int RECEIVE_BYTES = 64 << 10;

  /** More than a Unix socket sends at once unless the administrator allows it (socket(7)). */
  private static final int LOCAL_PACKET_BYTES = 512 << 10;

  private static final long CONNECTION = 1; // its number in events

  private final WaitingSocket socket;
  private final Endpoint endpoint;
  private final Framing framing;
  private final Codec codec; // entered by one thread at a time: guarded by itself
  private final Events events;

  /** Held while something is sent and told: what the peer answers to it is told after it. */
  private final Object telling = new Object();

  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Ending failure; // the first one

  // What follows is the receiving thread's.
  private final Cut cut = new Cut();
  private final ByteBuffer memory;
  private final Held held = new Held(new BufferPool());
  private long taken; // bytes of the stream before those that are held
  private volatile boolean finished; // the peer sends no more

  Client(Dial dial, WaitingSocket socket, Events events) throws IOException {
    this.socket = socket;
    this.endpoint = dial.endpoint();
    this.memory =
        endpoint instanceof Endpoint.Local && endpoint.packets()
            ? ByteBuffer.allocateDirect(LOCAL_PACKET_BYTES)
            : ByteBuffer.allocate(RECEIVE_BYTES);
    this.framing = dial.framing();
    this.codec = framing.codec(dial.limits().message());
    this.events = events;
    if (events.on()) {
      Endpoint local = socket.local();
      events.tell(at -> new Event.Connected(at, CONNECTION, local, socket.remote()));
      Handshake handshake = socket.handshake();
      if (handshake != null) {
        events.tell(at -> new Event.Secured(at, CONNECTION, handshake));
      }
    }
  }

  /** Describes a connection, to be made with {@link Dial#connect}. */
  public static Dial to(Endpoint endpoint) {
    return Dial.to(endpoint);
  }

  /** Connects, with the usual timeout for this and for each call. */
  public static Client connect(Endpoint endpoint, Framing framing) throws IOException {
    return to(endpoint).framing(framing).connect();
  }

  /**
   * Connects.
   *
   * @param timeout for connecting, and then for each call
   * @param limits of which {@code message} counts
   * @throws dev.switchboard.wire.EndpointException with a sentence, when nobody answers there
   */
  public static Client connect(Endpoint endpoint, Framing framing, Duration timeout, Limits limits)
      throws IOException {
    return to(endpoint)
        .framing(framing)
        .connectTimeout(timeout)
        .timeout(timeout)
        .limits(limits)
        .connect();
  }

  /** Our end, with its port. */
  public Endpoint local() throws IOException {
    return socket.local();
  }

  /** What TLS has agreed on; null for plain connections. */
  public @Nullable Handshake handshake() {
    return socket.handshake();
  }

  /** Sends one message in UTF-8. */
  public void send(String text) throws IOException {
    send(Frame.of(text));
  }

  /**
   * Sends one message, with one call where the kernel takes it.
   *
   * @throws dev.switchboard.framing.UnsendableException when the framing cannot carry it
   * @throws SocketTimeoutException when the peer takes nothing for the timeout
   */
  public void send(Frame frame) throws IOException {
    ByteBuffer message = ByteBuffer.allocate(framing.measure(frame));
    synchronized (codec) {
      codec.encode(
          frame,
          (bytes, offset, length) -> {
            message.put(message.position(), bytes, offset, length);
            message.position(message.position() + length);
          });
    }
    write(message.flip());
  }

  private void write(ByteBuffer bytes) throws IOException {
    try {
      while (!written(bytes)) {
        socket.awaitRoom();
      }
      socket.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Writes what there is room for; whether that was all. */
  private boolean written(ByteBuffer bytes) throws IOException {
    synchronized (telling) {
      int start = bytes.position();
      int count = socket.writeNow(bytes);
      if (count == ClientSocket.NO_ROOM) {
        return false;
      }
      if (!endpoint.packets()) {
        events.written(CONNECTION, bytes, start, count);
      } else if (!bytes.hasRemaining()) {
        events.packetSent(CONNECTION, bytes, start, count);
      }
      return !bytes.hasRemaining();
    }
  }

  private int read() throws IOException {
    try {
      int count = socket.read(memory.clear());
      memory.clear();
      synchronized (telling) {
        if (endpoint.packets() && count >= 0) {
          events.packet(CONNECTION, memory, count);
        } else {
          events.read(CONNECTION, memory, count);
        }
      }
      return count;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** A call that timed out may be made again; after any other failure this is how it ended. */
  private IOException failed(IOException e) {
    if (!(e instanceof InterruptedIOException) && !closed.get()) {
      ended(e instanceof TlsException tls ? tls.ending() : SystemAnswer.ending(e));
    }
    return e;
  }

  private void ended(Ending ending) {
    if (failure == null) {
      failure = ending;
    }
  }

  /**
   * Receives one message, as UTF-8; what is not UTF-8 becomes U+FFFD.
   *
   * @return null when the peer has finished
   * @throws SocketTimeoutException when none is complete within the timeout; what has come of it is
   *     kept
   */
  public @Nullable String receive() throws IOException {
    Frame frame = receiveFrame();
    return frame == null ? null : frame.text();
  }

  /**
   * Receives one message; over UDP that is one packet, whole.
   *
   * @return null when the peer has finished, which without connections never happens
   * @throws SocketTimeoutException as {@link #receive} does
   * @throws dev.switchboard.framing.TruncatedException when the peer finished in the middle
   * @throws dev.switchboard.framing.MalformedException when it sends something else
   * @throws dev.switchboard.framing.TooLargeException when it is over the limit
   */
  public @Nullable Frame receiveFrame() throws IOException {
    try {
      return endpoint.packets() ? receivePacket() : receiveFromStream();
    } catch (MalformedException e) {
      ended(new Ending.Malformed(taken + e.offset(), String.valueOf(e.getMessage())));
      throw e;
    } catch (TooLargeException e) {
      ended(new Ending.TooLarge(e.length(), e.max(), String.valueOf(e.getMessage())));
      throw e;
    } catch (TruncatedException e) {
      ended(new Ending.Truncated(e.had(), e.needed()));
      throw e;
    }
  }

  /** One packet is one message, as the server takes it. */
  private @Nullable Frame receivePacket() throws IOException {
    int length = finished ? -1 : read();
    if (length < 0) {
      finished = true;
      return null;
    }
    boolean whole = decoded(memory, 0, length) || ended(memory, 0, length);
    if (!whole || cut.wireLength() != length) {
      throw new MalformedException(
          0, "a packet of " + length + " bytes is not exactly one " + framing.name());
    }
    Frame frame = cut.in(memory, 0).copy();
    cut.expire();
    return frame;
  }

  private @Nullable Frame receiveFromStream() throws IOException {
    while (true) {
      if (!held.isEmpty() && decoded(held.memory(), held.start(), held.end())) {
        return take();
      }
      if (finished) {
        return ended(held.memory(), held.start(), held.end()) ? take() : null;
      }
      if (!more() && ended(held.memory(), held.start(), held.end())) {
        return take(); // silence: in a framing that it ends a message in, there is one
      }
    }
  }

  private boolean decoded(ByteBuffer bytes, int start, int end) {
    synchronized (codec) {
      return codec.decode(bytes, start, end, cut);
    }
  }

  private boolean ended(ByteBuffer bytes, int start, int end) {
    synchronized (codec) {
      return codec.finish(bytes, start, end, cut);
    }
  }

  private Frame take() {
    Frame frame = cut.in(held.memory(), held.start()).copy();
    cut.expire();
    taken += cut.wireLength();
    held.advanceTo(held.start() + cut.wireLength());
    return frame;
  }

  /** Reads once; false when it fell silent for as long as ends a message. */
  private boolean more() throws IOException {
    boolean silenceEnds = codec.silence() > 0 && !held.isEmpty();
    if (silenceEnds && !socket.isReadable(Duration.ofNanos(codec.silence()))) {
      return false;
    }
    int count = read();
    if (count < 0) {
      finished = true;
    } else {
      held.append(memory, 0, count);
    }
    return true;
  }

  // ---- the calls beneath ----

  /** Sends these bytes as they are. */
  public void sendRaw(byte... bytes) throws IOException {
    write(ByteBuffer.wrap(bytes));
  }

  /**
   * What one receive gives: 1 to {@code most} bytes, or none at the end of the stream.
   *
   * @throws SocketTimeoutException when nothing comes within the timeout
   */
  public byte[] receiveRaw(int most) throws IOException {
    if (held.isEmpty() && !finished) {
      more();
    }
    byte[] bytes = new byte[Math.min(most, held.end() - held.start())];
    held.memory().get(held.start(), bytes);
    held.advanceTo(held.start() + bytes.length);
    taken += bytes.length;
    return bytes;
  }

  /** Everything until the peer finishes. */
  public byte[] receiveAll() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] bytes = receiveRaw(RECEIVE_BYTES);
        bytes.length > 0;
        bytes = receiveRaw(RECEIVE_BYTES)) {
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  /** shutdown(2) with SHUT_WR: sends the end of our stream; receiving goes on. */
  public void finish() throws IOException {
    try {
      synchronized (telling) {
        socket.finish();
        events.tell(at -> new Event.Finished(at, CONNECTION));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Closes with a reset. */
  public void reset() {
    if (closed.compareAndSet(false, true)) {
      socket.reset();
      events.ended(CONNECTION, new Ending.ResetByUs());
    }
  }

  /** Closes. Calls of other threads that wait end with a {@code ClosedChannelException}. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      socket.close();
      events.ended(CONNECTION, ending());
    }
  }

  private Ending ending() {
    Ending failed = failure;
    if (failed != null) {
      return failed;
    }
    return finished ? new Ending.PeerFinished() : new Ending.ClosedByUs();
  }
}
