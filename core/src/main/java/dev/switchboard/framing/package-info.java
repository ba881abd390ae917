/**
 * How messages are told apart in a stream of bytes.
 *
 * <pre>
 *   bytes as they arrive ──► {@link dev.switchboard.framing.Codec} ──► one {@link dev.switchboard.framing.Frame} a message
 *   one Frame a reply    ──► Codec                                  ──► {@link dev.switchboard.framing.Output}
 * </pre>
 *
 * <p>Each codec is incremental, linear in the bytes and bounded in memory: it never holds bytes
 * itself, it refuses a length before anything is allocated for it, and it looks at no byte twice.
 *
 * <p>Start reading at {@link dev.switchboard.framing.Framing}, then {@code Line}.
 */
@NullMarked
package dev.switchboard.framing;

import org.jspecify.annotations.NullMarked;
