package dev.switchboard.script;

import dev.switchboard.framing.Framing;
import dev.switchboard.session.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the first step.
 *
 * @param over the transport; TCP where nothing is said
 * @param framing how {@code >>} and {@code <<} tell messages apart, or null
 * @param service which service it is about, or null
 * @param within how long an expectation waits, or null: 5 s for who plays the client
 * @param limits those of the server that it is about; the defaults where nothing is said
 */
public record Heading(
    Transport over,
    @Nullable Framing framing,
    @Nullable String service,
    @Nullable Duration within,
    Limits limits) {

  /** The framing of a server that understands this script. */
  public Framing framingOrRaw() {
    if (framing != null) {
      return framing;
    }
    return over.packets() ? Framing.datagram() : Framing.none();
  }
}
