package dev.switchboard.client;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Handshake;
import dev.switchboard.session.Held;
import dev.switchboard.tls.ClientRecords;
import dev.switchboard.tls.TlsException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * TLS over a connected socket. One lock guards the records, and nobody waits while holding it: a
 * thread that sends and one that receives wait for the socket each for itself.
 */
final class DialledTls implements WaitingSocket {

  private static final int READ_BYTES = 32 << 10;

  private final Dialled socket;
  private final ClientRecords records; // guarded by itself
  private final ByteBuffer fromWire = ByteBuffer.allocate(READ_BYTES); // the receiving thread's
  private boolean streamEnded; // the receiving thread's

  DialledTls(Dialled socket, ClientRecords records) {
    this.socket = socket;
    this.records = records;
  }

  /**
   * Agrees with the server.
   *
   * @throws TlsException when that fails, also when it is not done within this time
   */
  void handshake(Duration most) throws IOException {
    long start = System.nanoTime();
    synchronized (records) {
      records.begin();
    }
    try {
      while (!isEstablished()) {
        flush();
        Duration rest = most.minusNanos(System.nanoTime() - start);
        if (!rest.isPositive() || !socket.isReadable(rest)) {
          throw new SocketTimeoutException("no handshake");
        }
        readOnce();
      }
      flush();
    } catch (SocketTimeoutException e) {
      throw TlsException.of(new Ending.TlsLate(most), e);
    } catch (TlsException e) {
      tellPeer();
      throw e;
    }
  }

  private boolean isEstablished() {
    synchronized (records) {
      return records.isEstablished();
    }
  }

  @Override
  public Handshake handshake() {
    synchronized (records) {
      return records.handshake();
    }
  }

  @Override
  public Endpoint local() throws IOException {
    return named(socket.local());
  }

  @Override
  public Endpoint remote() {
    return named(socket.remote());
  }

  private static Endpoint named(Endpoint endpoint) {
    return endpoint instanceof Endpoint.Tcp tcp ? Endpoint.tls(tcp.host(), tcp.port()) : endpoint;
  }

  @Override
  public int writeNow(ByteBuffer bytes) throws IOException {
    synchronized (records) {
      if (!flushNow()) {
        return 0;
      }
      int count = records.send(bytes);
      flushNow();
      return count;
    }
  }

  /** Writes what the kernel takes; whether that was all. */
  private boolean flushNow() throws IOException {
    synchronized (records) {
      for (Held held = records.toWire(); held != null; held = records.toWire()) {
        ByteBuffer bytes = held.memory().duplicate().limit(held.end()).position(held.start());
        int count = socket.writeNow(bytes);
        held.advanceTo(held.start() + count);
        if (bytes.hasRemaining()) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public void awaitRoom() throws IOException {
    socket.awaitRoom();
  }

  @Override
  public void flush() throws IOException {
    while (!flushNow()) {
      socket.awaitRoom();
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (true) {
      synchronized (records) {
        int count = records.take(into);
        if (count > 0) {
          return count;
        }
        if (records.isAtEnd()) {
          return -1;
        }
      }
      readOnce();
    }
  }

  /** Reads from the socket once, and has the records look at it. */
  private void readOnce() throws IOException {
    if (!streamEnded) {
      int count = socket.read(fromWire.clear());
      streamEnded = count < 0;
      if (count > 0) {
        take(count);
      }
    }
    if (streamEnded) {
      synchronized (records) {
        records.finished();
      }
    }
  }

  private void take(int count) throws IOException {
    try {
      synchronized (records) {
        records.received(fromWire.clear(), 0, count);
      }
    } catch (TlsException e) {
      tellPeer();
      throw e;
    }
    flushNow(); // what the records answer by themselves
  }

  /** Why it fails, as far as there is room for an alert; what failed is told by who calls. */
  private void tellPeer() {
    try {
      flushNow();
    } catch (IOException e) {
      return; // the peer has gone already
    }
  }

  @Override
  public boolean isReadable(Duration within) throws IOException {
    long start = System.nanoTime();
    while (true) {
      synchronized (records) {
        if (records.isReadable()) {
          return true;
        }
      }
      Duration rest = within.minusNanos(System.nanoTime() - start);
      if (!rest.isPositive() || !socket.isReadable(rest)) {
        return false;
      }
      readOnce();
    }
  }

  /** close_notify, and then the end of the stream beneath. */
  @Override
  public void finish() throws IOException {
    synchronized (records) {
      records.close();
    }
    flush();
    socket.finish();
  }

  @Override
  public void reset() {
    socket.reset();
  }

  /** Says so, as far as there is room for it; nobody is kept waiting for that. */
  @Override
  public void close() {
    try {
      synchronized (records) {
        if (records.isEstablished() && flushNow()) {
          records.close();
          flushNow();
        }
      }
    } catch (IOException e) {
      // The connection is gone already.
    } finally {
      socket.close();
    }
  }
}
