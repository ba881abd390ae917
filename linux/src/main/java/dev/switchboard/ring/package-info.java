/**
 * The server model {@code ring}: io_uring(7), by calls of the kernel alone.
 *
 * <p>Two rings of memory are shared with the kernel: what is to be done goes into one, what was
 * done comes out of the other, and one call a batch tells the kernel to look.
 *
 * <pre>
 *                  accept, receive, send, close …
 *   RingLoop ──► SubmissionQueue ──► kernel ──► CompletionQueue ──► RingLoop
 *      │                               │
 *      │                               ├─ takes a buffer of BufferRing for what has come
 *      └── gives it back when the reply that lies in it is sent
 * </pre>
 *
 * <p>{@link dev.switchboard.ring.Ring} knows nothing of servers. Start reading there; then {@code
 * RingLoop}, which is what {@code SelectLoop} is to {@code select}, and {@code RingConnection}.
 */
@NullMarked
package dev.switchboard.ring;

import org.jspecify.annotations.NullMarked;
