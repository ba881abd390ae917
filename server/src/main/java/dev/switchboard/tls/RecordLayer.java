package dev.switchboard.tls;

import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Handshake;
import dev.switchboard.session.Held;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The records of one connection: ciphertext in as it comes, however it was cut, and plaintext out;
 * plaintext in, and records out. Nothing here waits, reads or writes.
 *
 * <p>A record that came whole is decrypted where it lies; only the beginning of one is kept, at
 * most 18 KiB, and what came behind it while the engine has work that must be done elsewhere.
 *
 * <p>Under TLS 1.2 a server's engine would answer the client's close_notify at once and send
 * nothing after it, as RFC 5246 has it, and a client that says its last word and ends its side
 * would hear no reply. So its alert is held back, and given to the engine when we end our side as
 * well.
 *
 * <p>One thread at a time.
 */
final class RecordLayer {

  /** What is done with what comes out; called inside this layer's own methods only. */
  interface Owner {

    /** Plaintext of one record; it stands from index 0 on, and is valid during the call. */
    void plaintext(ByteBuffer memory, int offset, int length);

    /** Records for the peer, with so many bytes of plaintext in them. Taken before it returns. */
    void ciphertext(ByteBuffer memory, int offset, int length, int plaintext);

    /** This plaintext is in the record that was given last. Valid during the call. */
    void encrypted(ByteBuffer memory, int offset, int length);

    /** Whether more records of plaintext may be made now. */
    boolean hasRoom();

    /** The handshake is done. */
    void established();

    /** The peer has sent close_notify. */
    void peerClosed();
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** The most plaintext of one record (RFC 8446, 5.1). */
  private static final int FRAGMENT = 1 << 14;

  private final SSLEngine engine;
  private final Owner owner;
  private final Held incoming; // ciphertext that is no whole record yet, or must wait
  private final Held outgoing; // plaintext that is in no record yet
  private boolean taskDue; // the engine has work, and does nothing else until it is done
  private boolean taskTaken;
  private boolean established;
  private boolean olderVersion; // TLS 1.2
  private boolean peerClosed;
  private boolean alertHeldBack; // stands at the beginning of what is incoming
  private boolean closed; // our close_notify is in a record
  private long records; // that came

  RecordLayer(SSLEngine engine, BufferPool pool, Owner owner) {
    this.engine = engine;
    this.owner = owner;
    this.incoming = new Held(pool);
    this.outgoing = new Held(pool);
  }

  /** Begins the handshake: a client has its first record now. */
  void begin() throws TlsException {
    try {
      engine.beginHandshake();
      step();
    } catch (SSLException e) {
      throw failed(e);
    }
  }

  // ---- what comes ----

  /** Ciphertext came. */
  void received(ByteBuffer memory, int offset, int length) throws TlsException {
    if (taskDue || !incoming.isEmpty()) {
      incoming.append(memory, offset, length);
      unwrapHeld();
      return;
    }
    int end = offset + length;
    int rest = unwrapAll(memory.duplicate(), offset, end);
    if (rest < end && (!peerClosed || alertHeldBack)) {
      incoming.append(memory, rest, end - rest);
    }
  }

  private void unwrapHeld() throws TlsException {
    if (!incoming.isEmpty()) {
      incoming.advanceTo(
          unwrapAll(incoming.memory().duplicate(), incoming.start(), incoming.end()));
    }
  }

  /** Decrypts whole records; answers where the first one begins that was left. */
  private int unwrapAll(ByteBuffer bytes, int start, int end) throws TlsException {
    int at = start;
    while (!taskDue && !peerClosed) {
      int length = RecordHeader.length(bytes.clear(), at, end, established);
      if (length == 0 || end - at < length) {
        break;
      }
      if (established && olderVersion && isClose(bytes.get(at)) && !engine.getUseClientMode()) {
        alertHeldBack = true;
        tellPeerClosed();
        break;
      }
      records++;
      unwrap(bytes.limit(at + length).position(at));
      at += length;
    }
    return at;
  }

  /** Under TLS 1.2 a record says what it is in the clear, also an encrypted one. */
  private static boolean isClose(byte type) throws TlsException {
    if (type == RecordHeader.HANDSHAKE) {
      throw new TlsException(
          new Ending.TlsFailed("the peer wanted to negotiate anew, which is refused"));
    }
    return type == RecordHeader.ALERT;
  }

  /** One whole record. */
  private void unwrap(ByteBuffer record) throws TlsException {
    ByteBuffer plain = Scratch.take();
    try {
      while (record.hasRemaining()) {
        SSLEngineResult result = engine.unwrap(record, plain.clear());
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
          plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
          continue;
        }
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED || result.bytesProduced() > 0) {
          tellEstablished();
        }
        if (result.bytesProduced() > 0) {
          owner.plaintext(plain, 0, result.bytesProduced());
        }
        if (engine.isInboundDone()) {
          tellPeerClosed();
        }
        step();
        if (result.bytesConsumed() == 0) {
          throw new SSLException("a record of the handshake came out of turn");
        }
      }
    } catch (SSLException e) {
      throw failed(e);
    } finally {
      Scratch.give(plain);
    }
  }

  private void tellEstablished() {
    if (!established) {
      established = true;
      olderVersion = !engine.getSession().getProtocol().equals("TLSv1.3");
      owner.established();
    }
  }

  private void tellPeerClosed() {
    if (!peerClosed) {
      peerClosed = true;
      owner.peerClosed();
    }
  }

  /** Lets the engine go on with what it wants by itself: answers of the handshake, key updates. */
  private void step() throws SSLException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          taskDue = true;
          return;
        }
        case NEED_WRAP -> {
          if (!wrap(NOTHING)) {
            return; // after the peer's close_notify the engine goes on asking
          }
        }
        default -> {
          return;
        }
      }
    }
  }

  // ---- what goes ----

  /** Takes plaintext; it goes out with {@link #push()}, or at once where it fills a record. */
  void send(ByteBuffer memory, int offset, int length) throws TlsException {
    outgoing.append(memory, offset, length);
    if (outgoing.end() - outgoing.start() >= FRAGMENT) {
      push();
    }
  }

  /** Puts what was sent into records, as far as there is room. */
  void push() throws TlsException {
    try {
      while (established && !outgoing.isEmpty() && owner.hasRoom()) {
        ByteBuffer memory = outgoing.memory();
        int start = outgoing.start();
        int length = Math.min(FRAGMENT, outgoing.end() - start);
        int taken;
        try {
          wrap(memory.limit(start + length).position(start));
          taken = memory.position() - start;
        } finally {
          memory.clear();
        }
        owner.encrypted(memory, start, taken);
        outgoing.advanceTo(start + taken);
        if (taken == 0) {
          if (peerClosed && engine.isOutboundDone()) {
            // TLS 1.2: whoever has closed hears no more. It is as with a kernel, which takes what
            // its
            // peer will throw away; that the peer has closed is heard by whoever receives.
            outgoing.release();
          }
          return; // the engine is at something else first
        }
      }
    } catch (SSLException e) {
      throw failed(e);
    }
  }

  /** Whether plaintext waits that is in no record yet. */
  boolean hasUnsent() {
    return !outgoing.isEmpty();
  }

  /** Makes one record at most; whether the engine got on with it. */
  private boolean wrap(ByteBuffer plain) throws SSLException {
    ByteBuffer record = Scratch.take();
    try {
      SSLEngineResult result = engine.wrap(plain, record.clear());
      if (result.getStatus() == Status.BUFFER_OVERFLOW) {
        record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        result = engine.wrap(plain, record);
      }
      if (result.bytesProduced() > 0) {
        owner.ciphertext(record, 0, result.bytesProduced(), result.bytesConsumed());
      }
      boolean finished = result.getHandshakeStatus() == HandshakeStatus.FINISHED;
      if (finished) {
        tellEstablished();
      }
      return finished || result.bytesProduced() > 0;
    } finally {
      Scratch.give(record);
    }
  }

  /** Sends close_notify behind everything else. Once. */
  void close() throws TlsException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (alertHeldBack) {
        engine.unwrap(
            incoming.memory().duplicate().limit(incoming.end()).position(incoming.start()),
            ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()));
      }
      engine.closeOutbound();
      while (!engine.isOutboundDone() && wrap(NOTHING)) {
        // the next record
      }
    } catch (SSLException e) {
      throw failed(e);
    }
  }

  /** What the engine threw; what it wants to tell the peer about it goes out. */
  private TlsException failed(SSLException e) {
    closed = true; // an alert stands in place of close_notify
    if (!alertIsOut()) {
      alertIsOut(); // it tells the same again before it gives its alert out
    }
    return Failures.of(e);
  }

  private boolean alertIsOut() {
    try {
      while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && wrap(NOTHING)) {
        // the next record
      }
      return true;
    } catch (SSLException again) {
      return false;
    }
  }

  // ---- work of the engine that takes long ----

  /** Whether nothing more can be received until a task is done. */
  boolean isBusy() {
    return taskDue;
  }

  /** The engine's work, to be done where it may take long; then {@link #taskDone} is called. */
  @Nullable Runnable takeTask() {
    if (!taskDue || taskTaken) {
      return null;
    }
    taskTaken = true;
    return this::runTasks;
  }

  private void runTasks() {
    // What goes wrong in there is thrown by the next wrap or unwrap.
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** Goes on after {@link #takeTask()}. */
  void taskDone() throws TlsException {
    taskDue = false;
    taskTaken = false;
    try {
      step();
    } catch (SSLException e) {
      throw failed(e);
    }
    unwrapHeld();
  }

  // ---- how it stands ----

  boolean isEstablished() {
    return established;
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether a record has begun to come that is not whole. */
  boolean isInRecord() {
    return !incoming.isEmpty() && !alertHeldBack && !taskDue;
  }

  /** How many records have come. */
  long records() {
    return records;
  }

  /** What was agreed on; after the handshake. */
  Handshake handshake() {
    return Handshakes.of(engine);
  }

  /** Forgets what it holds; nothing goes or comes any more. */
  void release() {
    incoming.release();
    outgoing.release();
  }
}
