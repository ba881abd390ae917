/**
 * A connection as a state machine without I/O, and what is said on it.
 *
 * <pre>
 *   driver (a server model) ── opened, bytes, finished, written, tick … ──► {@link dev.switchboard.session.Session}
 *          ▲                                                             │   ▲
 *          └── bytes out; wishes: reading, next tick, finish, close ─────┘   │ received(frame, outbox)
 *                                                                            ▼
 *                                                        {@link dev.switchboard.session.Conversation}
 * </pre>
 *
 * <p>Start reading at {@link dev.switchboard.session.Conversation}, then {@code Session}; {@link
 * dev.switchboard.session.PeerInMemory} is the shortest driver.
 */
@NullMarked
package dev.switchboard.session;

import org.jspecify.annotations.NullMarked;
