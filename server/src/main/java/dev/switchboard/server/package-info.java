/**
 * A server in ten lines, and what can be done with it while it runs.
 *
 * <p>Start reading at {@link dev.switchboard.server.Server}.
 */
@NullMarked
package dev.switchboard.server;

import org.jspecify.annotations.NullMarked;
