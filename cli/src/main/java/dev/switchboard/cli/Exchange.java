package dev.switchboard.cli;

import dev.switchboard.client.Client;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.MalformedException;
import dev.switchboard.framing.TooLargeException;
import dev.switchboard.framing.TruncatedException;
import dev.switchboard.framing.UnsendableException;
import dev.switchboard.session.Limits;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jline.reader.UserInterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Both directions of one conversation at once: a thread sends what is typed, a thread shows what
 * comes, and whichever first finds an end says how it ended. Neither waits for the other, so
 * nothing stands still that could go on; each waits for the kernel, so nothing piles up.
 */
final class Exchange {

  private static final int MOST = 64 << 10;

  private final Client client;
  private final Manner manner;
  private final Typing typing;
  private final Screen screen;
  private final CompletableFuture<HowItEnded> end = new CompletableFuture<>();
  private volatile boolean somethingNotSent;
  private volatile boolean allSaid;

  Exchange(Client client, Manner manner, Typing typing, Screen screen) {
    this.client = client;
    this.manner = manner;
    this.typing = typing;
    this.screen = screen;
  }

  /** Speaks and listens until it ends. */
  HowItEnded run() throws InterruptedException {
    Thread.ofPlatform().name("switchboard-says").daemon().start(() -> guarded(this::sayAll));
    Thread.ofPlatform().name("switchboard-hears").daemon().start(() -> guarded(this::hearAll));
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void guarded(Runnable direction) {
    try {
      direction.run();
    } catch (RuntimeException | Error e) {
      end.completeExceptionally(e); // a fault of ours: it must not end in silence
    }
  }

  // ---- what is typed ----

  private void sayAll() {
    while (true) {
      try {
        byte[] piece = typing.next();
        if (piece == null) {
          break;
        }
        if (!sent(piece)) {
          return;
        }
      } catch (UnsendableException e) {
        refused(e);
      } catch (UserInterruptException e) {
        end.complete(HowItEnded.INTERRUPTED);
        return;
      } catch (IOException e) {
        end.complete(HowItEnded.inputFailed(e));
        return;
      }
    }
    allSaid();
  }

  /** Whether it can go on. */
  private boolean sent(byte... piece) {
    try {
      if (manner.framed()) {
        client.send(Frame.of(piece));
      } else {
        client.sendRaw(piece);
      }
      return true;
    } catch (ClosedChannelException e) {
      return false; // it has ended
    } catch (SocketTimeoutException e) {
      end.complete(HowItEnded.idle(manner));
      return false;
    } catch (IOException e) {
      if (!manner.endpoint().connects()) {
        end.complete(HowItEnded.failed(manner, e));
      }
      // What the peer said before it left is still there to be read, and tells how it left.
      return false;
    }
  }

  private void refused(UnsendableException e) {
    somethingNotSent = true;
    screen.say("Not sent: " + e.getMessage() + ".");
  }

  private void allSaid() {
    allSaid = true;
    if (manner.endpoint().connects()) {
      try {
        client.finish();
      } catch (IOException e) {
        return; // the connection is gone, and the other direction says how
      }
    }
    if (manner.afterInput().compareTo(Limits.FOREVER) < 0) {
      end.completeOnTimeout(fine(), manner.afterInput().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private HowItEnded fine() {
    return somethingNotSent && !manner.atKeyboard() ? HowItEnded.NOT_ALL_SENT : HowItEnded.FINE;
  }

  // ---- what comes ----

  private void hearAll() {
    try {
      for (byte[] reply = reply(); reply != null; reply = reply()) {
        if (!shown(reply)) {
          return;
        }
      }
      end.complete(manner.atKeyboard() && !allSaid ? HowItEnded.peerLeft(manner) : fine());
    } catch (ClosedChannelException e) {
      return; // it has ended
    } catch (SocketTimeoutException e) {
      end.complete(HowItEnded.idle(manner));
    } catch (IOException e) {
      end.complete(HowItEnded.failed(manner, e));
    } catch (MalformedException | TooLargeException | TruncatedException e) {
      end.complete(HowItEnded.notUnderstood(manner, e));
    }
  }

  private byte @Nullable [] reply() throws IOException {
    if (manner.framed() || manner.endpoint().packets()) {
      Frame frame = client.receiveFrame();
      return frame == null ? null : frame.toBytes();
    }
    byte[] bytes = client.receiveRaw(MOST);
    return bytes.length == 0 ? null : bytes;
  }

  private boolean shown(byte... reply) {
    try {
      screen.show(manner.rendering().of(reply));
      return true;
    } catch (IOException e) {
      end.complete(HowItEnded.outputFailed(e));
      return false;
    }
  }
}
