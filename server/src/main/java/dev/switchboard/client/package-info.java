/**
 * The blocking other side of a server, with the same framings.
 *
 * <p>Start reading at {@link dev.switchboard.client.Client}.
 */
@NullMarked
package dev.switchboard.client;

import org.jspecify.annotations.NullMarked;
