/**
 * What a server did and heard, as records for a listener. The library writes no log.
 *
 * <p>Start reading at {@link dev.switchboard.event.Event}.
 */
@NullMarked
package dev.switchboard.event;

import org.jspecify.annotations.NullMarked;
