package dev.switchboard.client;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Codec;
import dev.switchboard.framing.Cut;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.framing.MalformedException;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Held;
import dev.switchboard.session.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
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
 * <p>For one thread at a time.
 */
public final class Client implements AutoCloseable {

  /** What is waited for a connection, a reply, or room to write. */
  public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

  private static final int RECEIVE_BYTES = 64 << 10;

  private final Dialled socket;
  private final boolean packets;
  private final Framing framing;
  private final Codec codec;
  private final Cut cut = new Cut();
  private final ByteBuffer memory = ByteBuffer.allocate(RECEIVE_BYTES);
  private final Held held = new Held(new BufferPool());
  private boolean finished; // the peer sends no more

  private Client(Dialled socket, boolean packets, Framing framing, Limits limits) {
    this.socket = socket;
    this.packets = packets;
    this.framing = framing;
    this.codec = framing.codec(limits.message());
  }

  /** Connects, with the usual timeout for this and for each call. */
  public static Client connect(Endpoint endpoint, Framing framing) throws IOException {
    return connect(endpoint, framing, USUAL_TIMEOUT, Limits.defaults());
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
    return new Client(Dialled.to(endpoint, timeout), endpoint.packets(), framing, limits);
  }

  /** Our end, with its port. */
  public Endpoint local() throws IOException {
    return socket.local();
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
    codec.encode(
        frame,
        (bytes, offset, length) -> {
          message.put(message.position(), bytes, offset, length);
          message.position(message.position() + length);
        });
    socket.write(message.flip());
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
   * @return null when the peer has finished, which over UDP never happens
   * @throws SocketTimeoutException as {@link #receive} does
   * @throws dev.switchboard.framing.TruncatedException when the peer finished in the middle
   * @throws dev.switchboard.framing.MalformedException when it sends something else
   * @throws dev.switchboard.framing.TooLargeException when it is over the limit
   */
  public @Nullable Frame receiveFrame() throws IOException {
    return packets ? receivePacket() : receiveFromStream();
  }

  /** One packet is one message, as the server takes it. */
  private Frame receivePacket() throws IOException {
    int length = socket.read(memory.clear(), socket.timeout());
    memory.clear();
    boolean whole = codec.decode(memory, 0, length, cut) || codec.finish(memory, 0, length, cut);
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
      if (!held.isEmpty() && codec.decode(held.memory(), held.start(), held.end(), cut)) {
        return take();
      }
      if (finished) {
        return codec.finish(held.memory(), held.start(), held.end(), cut) ? take() : null;
      }
      if (!more()) {
        // Silence: in a framing that it ends a message in, there is one.
        if (codec.finish(held.memory(), held.start(), held.end(), cut)) {
          return take();
        }
      }
    }
  }

  private Frame take() {
    Frame frame = cut.in(held.memory(), held.start()).copy();
    cut.expire();
    held.advanceTo(held.start() + cut.wireLength());
    return frame;
  }

  /** Reads once; false when it fell silent for as long as ends a message. */
  private boolean more() throws IOException {
    boolean silenceEnds = codec.silence() > 0 && !held.isEmpty();
    Duration most = silenceEnds ? Duration.ofNanos(codec.silence()) : socket.timeout();
    int count;
    try {
      count = socket.read(memory.clear(), most);
    } catch (SocketTimeoutException e) {
      if (silenceEnds) {
        return false;
      }
      throw e;
    }
    memory.clear();
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
    socket.write(ByteBuffer.wrap(bytes));
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
    socket.finish();
  }

  /** Closes with a reset. */
  public void reset() {
    socket.reset();
  }

  @Override
  public void close() {
    socket.close();
  }
}
