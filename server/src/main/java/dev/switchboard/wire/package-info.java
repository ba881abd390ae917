/**
 * Sockets as the rest uses them: opened, accepted, read, written, closed, each call by its own
 * name; and what the system answers, in sentences.
 *
 * <p>{@link dev.switchboard.wire.Transport}, {@link dev.switchboard.wire.Listening} and {@link
 * dev.switchboard.wire.Wire} are the seam at which tests inject failures. Start reading at {@code
 * Wire}.
 */
@NullMarked
package dev.switchboard.wire;

import org.jspecify.annotations.NullMarked;
