/**
 * Conversations written as programs that block, under every server model.
 *
 * <p>Start reading at {@link dev.switchboard.direct.Direct}.
 */
@NullMarked
package dev.switchboard.direct;

import org.jspecify.annotations.NullMarked;
