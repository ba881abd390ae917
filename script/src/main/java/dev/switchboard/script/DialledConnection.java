package dev.switchboard.script;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.wire.SystemAnswer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection over a socket. A thread of its own receives, so that a server that answers
 * while it is still being spoken to never waits for us; what it has received waits here, up to a
 * bound.
 */
final class DialledConnection implements Connection {

  private static final int RECEIVE_BYTES = 64 << 10;

  /** Receives that may wait, at most 64 MiB of them. */
  private static final int MOST_WAITING = 1024;

  private final Client client;
  private final Endpoint server;
  private final Crash crash;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Thread receiver;
  private @Nullable Heard last; // how the stream ended, once that was heard
  private volatile boolean closed;

  DialledConnection(Client client, Endpoint server, Crash crash) {
    this.client = client;
    this.server = server;
    this.crash = crash;
    this.receiver = Thread.ofVirtual().name("switchboard-script").start(this::receive);
  }

  // ---- in the receiving thread ----

  private void receive() {
    try {
      Heard next = next();
      while (next instanceof Heard.Bytes) {
        heard.put(next);
        next = next();
      }
      heard.put(next);
    } catch (InterruptedException e) {
      return; // closed by us
    }
  }

  private Heard next() {
    Heard heard = null;
    while (heard == null && !closed) {
      heard = receiveOnce();
    }
    return heard == null ? new Heard.Ended() : heard;
  }

  /** What one receive gave; null for nothing yet: how long is too long, the script says. */
  private @Nullable Heard receiveOnce() {
    try {
      return receiveNow();
    } catch (SocketTimeoutException e) {
      return null;
    } catch (ClosedChannelException e) {
      return new Heard.Ended(); // by us
    } catch (IOException e) {
      return new Heard.Broken(how(e));
    }
  }

  private Heard receiveNow() throws IOException {
    if (server.packets()) {
      Frame packet = client.receiveFrame();
      return packet == null ? new Heard.Ended() : new Heard.Bytes(packet);
    }
    byte[] bytes = client.receiveRaw(RECEIVE_BYTES);
    return bytes.length == 0 ? new Heard.Ended() : new Heard.Bytes(Frame.of(bytes));
  }

  private static String how(IOException e) {
    return switch (SystemAnswer.of(e)) {
      case RESET -> "reset";
      case REFUSED -> "refused: nobody listens there";
      default -> SystemAnswer.said(e);
    };
  }

  // ---- in the player's thread ----

  @Override
  public void send(byte[] segment) throws IOException, InterruptedException {
    try {
      if (server.packets()) {
        client.send(Frame.of(segment));
      } else {
        client.sendRaw(segment);
      }
    } catch (SocketTimeoutException e) {
      throw new IOException("the server does not read what it is sent", e);
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (IOException e) {
      throw new IOException(how(e), e);
    }
  }

  @Override
  public void end() throws IOException {
    client.finish();
  }

  @Override
  public void close() {
    closed = true;
    client.close();
    receiver.interrupt();
  }

  @Override
  public void reset() {
    closed = true;
    client.reset();
    receiver.interrupt();
  }

  @Override
  public Heard hear(Duration most) throws InterruptedException {
    Heard known = last;
    if (known != null) {
      return known;
    }
    Heard next = heard.poll(most.toNanos(), TimeUnit.NANOSECONDS);
    if (next == null) {
      return new Heard.Silence();
    }
    if (!(next instanceof Heard.Bytes)) {
      String reason = crash.reason();
      next = reason == null ? next : new Heard.Crashed(reason);
      last = next;
    }
    return next;
  }
}
