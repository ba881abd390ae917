package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import java.time.Duration;

/**
 * How {@code speak} speaks, once all options have been looked at.
 *
 * @param framing the framing between us and the peer
 * @param framed whether what is typed is a message for each line, or bytes as they are
 * @param rendering how replies are shown
 * @param atKeyboard whether a person types, to whom a message that is not sent is a slip
 * @param timeout for connecting, and without a byte in either direction
 * @param afterInput how long to stay when all has been said; {@code Limits.FOREVER} for as long as
 *     the peer does
 */
record Manner(
    Endpoint endpoint,
    Framing framing,
    boolean framed,
    Rendering rendering,
    boolean atKeyboard,
    Duration timeout,
    Duration afterInput) {}
