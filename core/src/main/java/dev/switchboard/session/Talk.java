package dev.switchboard.session;

import dev.switchboard.framing.Frame;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection as a blocking program sees it: receive, send, receive.
 *
 * <pre>
 *   String line;
 *   while ((line = talk.receive()) != null) {
 *     talk.send("Hello " + line);
 *   }
 * </pre>
 *
 * <p>For one thread at a time, as a rule the one that the dialogue runs in. Waiting in it holds up
 * nobody else.
 */
public interface Talk {

  /** The two ends. */
  Peer peer();

  /**
   * Waits for the next message.
   *
   * @return null when the peer has finished
   * @throws ConversationEndedException when the connection ended in another way
   */
  @Nullable Frame receiveFrame() throws ConversationEndedException, InterruptedException;

  /**
   * Waits for the next message, but not longer than this.
   *
   * @return null when the peer has finished
   * @throws TimeoutException when none came; it is still waited for, and may come later
   * @throws ConversationEndedException when the connection ended in another way
   */
  @Nullable Frame receiveFrame(Duration most)
      throws ConversationEndedException, TimeoutException, InterruptedException;

  /** Waits for the next message and takes it as UTF-8; what is not UTF-8 becomes U+FFFD. */
  default @Nullable String receive() throws ConversationEndedException, InterruptedException {
    Frame frame = receiveFrame();
    return frame == null ? null : frame.text();
  }

  /**
   * Sends one message; waits while too much is on its way to a peer that does not read.
   *
   * @throws dev.switchboard.framing.UnsendableException when the framing cannot carry it
   * @throws ConversationEndedException when the connection has ended
   * @throws IllegalStateException after {@link #finish()}
   */
  void send(Frame frame) throws ConversationEndedException, InterruptedException;

  /** Sends one message in UTF-8. */
  default void send(String text) throws ConversationEndedException, InterruptedException {
    send(Frame.of(text));
  }

  /** Sends our end of the stream (half-close); receiving goes on. */
  void finish();

  /** Ends the connection at once with a reset; what the peer has not taken yet is lost. */
  void reset();
}
