package dev.switchboard.direct;

import dev.switchboard.session.Dialogue;
import dev.switchboard.session.Service;

/**
 * Services in the direct style:
 *
 * <pre>
 *   Service service = Direct.service(talk -> {
 *     String line;
 *     while ((line = talk.receive()) != null) {
 *       talk.send("Hello " + line);
 *     }
 *   });
 * </pre>
 *
 * <p>Each dialogue runs in a virtual thread of its own, so it may block under every server model;
 * it gets one message after the other and is never asked for two at once.
 */
public final class Direct {

  private Direct() {}

  /** A service that has this dialogue with every peer. */
  public static Service service(Dialogue dialogue) {
    return peer -> new DirectConversation(dialogue, peer);
  }
}
