package dev.switchboard.tls;

import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Handshake;
import dev.switchboard.session.Held;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A client's side of TLS without I/O: what came from the wire is put in, and plaintext taken out;
 * and the other way round. Whoever owns it moves the bytes and does the waiting.
 *
 * <p>One thread at a time.
 */
public final class ClientRecords {

  /** How much ciphertext may wait before no more is made. */
  private static final long CIPHERTEXT_MARK = 64 << 10;

  private final RecordLayer layer;
  private final Held toWire;
  private final Held plain;
  private boolean peerClosed;

  public ClientRecords(ClientTls tls, String host, int port) {
    BufferPool pool = new BufferPool();
    this.layer = new RecordLayer(tls.engine(host, port), pool, new Ends());
    this.toWire = new Held(pool);
    this.plain = new Held(pool);
  }

  /** Begins the handshake; its first record is there to be written then. */
  public void begin() throws TlsException {
    layer.begin();
    work();
  }

  /** Bytes came from the wire. */
  public void received(ByteBuffer memory, int offset, int length) throws TlsException {
    layer.received(memory, offset, length);
    work();
  }

  /** What takes long is done here and now: a client's thread may. */
  private void work() throws TlsException {
    for (Runnable task = layer.takeTask(); task != null; task = layer.takeTask()) {
      task.run();
      layer.taskDone();
    }
  }

  /**
   * The connection has ended.
   *
   * @throws TlsException unless the peer had sent close_notify
   */
  public void finished() throws TlsException {
    if (!layer.isEstablished()) {
      throw new TlsException(new Ending.TlsFailed("the peer left before the handshake was done"));
    }
    if (!peerClosed) {
      throw new TlsException(new Ending.TlsTruncated());
    }
  }

  /** Whether the handshake is done. */
  public boolean isEstablished() {
    return layer.isEstablished();
  }

  /** What was agreed on; after the handshake. */
  public Handshake handshake() {
    return layer.handshake();
  }

  /** Whether the peer has sent close_notify, and all before it was taken. */
  public boolean isAtEnd() {
    return peerClosed && plain.isEmpty();
  }

  /** Whether there is plaintext to take, or the end. */
  public boolean isReadable() {
    return peerClosed || !plain.isEmpty();
  }

  /** Moves plaintext into this, as much as fits; answers how much. */
  public int take(ByteBuffer into) {
    int count = Math.min(into.remaining(), plain.end() - plain.start());
    if (count > 0) {
      into.put(into.position(), plain.memory(), plain.start(), count);
      into.position(into.position() + count);
      plain.advanceTo(plain.start() + count);
    }
    return count;
  }

  /** Takes plaintext to send, as much as there is room for; answers how much. */
  public int send(ByteBuffer bytes) throws TlsException {
    if (toWire.end() - toWire.start() >= CIPHERTEXT_MARK || layer.hasUnsent()) {
      return 0;
    }
    int count = (int) Math.min(bytes.remaining(), CIPHERTEXT_MARK);
    layer.send(bytes, bytes.position(), count);
    bytes.position(bytes.position() + count);
    layer.push();
    return count;
  }

  /** Sends close_notify; there is something to write then. */
  public void close() throws TlsException {
    layer.close();
  }

  /** What is to be written to the wire: bytes from {@link Held#start()} to {@link Held#end()}. */
  public @Nullable Held toWire() {
    return toWire.isEmpty() ? null : toWire;
  }

  private final class Ends implements RecordLayer.Owner {

    @Override
    public void plaintext(ByteBuffer memory, int offset, int length) {
      plain.append(memory, offset, length);
    }

    @Override
    public void ciphertext(ByteBuffer memory, int offset, int length, int plaintext) {
      toWire.append(memory, offset, length);
    }

    @Override
    public void encrypted(ByteBuffer memory, int offset, int length) {}

    @Override
    public boolean hasRoom() {
      return true; // what may be sent at once is bounded
    }

    @Override
    public void established() {}

    @Override
    public void peerClosed() {
      peerClosed = true;
    }
  }
}
