package dev.switchboard.session;

import dev.switchboard.framing.Frame;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What a server does: it begins a conversation with every client. Any thread may call it. */
@FunctionalInterface
public interface Service {

  /** A new conversation with this peer. */
  Conversation begin(Peer peer);

  /** Answers every message, taken as UTF-8, with a text; what is not UTF-8 becomes U+FFFD. */
  static Service replying(UnaryOperator<String> reply) {
    return replyingFrames(frame -> Frame.of(reply.apply(frame.text())));
  }

  /** Answers every message with a frame; the message itself may be the answer. */
  static Service replyingFrames(Function<Frame, Frame> reply) {
    Conversation stateless = (frame, outbox) -> outbox.send(reply.apply(frame));
    return peer -> stateless;
  }

  /**
   * This service, closing after its first reply as many of the old protocols do. It must have
   * replied when {@code received} returns: a reply that waits for a task would come too late.
   */
  default Service once() {
    return peer -> new Once(begin(peer), peer);
  }
}
