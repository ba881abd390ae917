/**
 * HTTP/1.1 from the client's side.
 *
 * <pre>
 *  Url ─► Request ─► Fetching ── Exchange, one for each hop ──► Client (a socket)
 *                        │           │
 *                        │       ReplyParser (no I/O): HeadParser, then a Body
 *                        ▼           │
 *                   FetchListener ◄──┘   connected, sent, head, body, end
 * </pre>
 *
 * <p>Start reading at {@link dev.switchboard.fetch.Fetching}; what comes over the wire is read by
 * {@link dev.switchboard.fetch.ReplyParser}.
 */
@NullMarked
package dev.switchboard.fetch;

import org.jspecify.annotations.NullMarked;
