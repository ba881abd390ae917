/**
 * A process for each connection, which gets the very socket.
 *
 * <pre>
 *   accept ─ socket ─┬─ a program:  posix_spawn, the socket on 0 and 1      {@code ProgramConnection}
 *                    └─ a service:  a JVM kept ready, the socket passed on  {@code ServiceConnection}
 * </pre>
 *
 * <p>Start reading at {@link dev.switchboard.processes.Processes}; {@code Spawn} starts programs,
 * {@code ChildProcess} is one that runs, and the {@code Watchdog} ends them when we are gone.
 */
@NullMarked
package dev.switchboard.processes;

import org.jspecify.annotations.NullMarked;
