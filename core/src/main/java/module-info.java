import org.jspecify.annotations.NullMarked;

/**
 * Framings and sessions: what a protocol is, without sockets, threads or clocks.
 *
 * <p>To begin, write what is said as a {@link dev.switchboard.session.Conversation} (or only a
 * {@link dev.switchboard.session.Service#replying reply}), choose a {@link
 * dev.switchboard.framing.Framing}, and try both in memory:
 *
 * <pre>
 *   var peer = PeerInMemory.of(Service.replying(String::toUpperCase), Framing.line()).connects();
 *   peer.says("hel").says("lo\n");
 *   peer.hears();    // "HELLO\n"
 * </pre>
 *
 * <p>The module {@code dev.switchboard.server} then serves the same conversation over sockets.
 */
@NullMarked
module dev.switchboard.core {
  requires static org.jspecify;

  exports dev.switchboard.framing;
  exports dev.switchboard.session;
}
