/**
 * A load generator. Start with {@link dev.switchboard.load.Load}; {@code Asker} knows what one
 * connection says and expects, {@code Polling} moves the bytes.
 */
@NullMarked
package dev.switchboard.load;

import org.jspecify.annotations.NullMarked;
