/**
 * Scripts: read from text, played by one of the two sides, recorded from what was said.
 *
 * <pre>
 *   text ──Reading──► Script (Heading, Step…) ──Player──► Report
 *                                               │
 *                                             Stage ── opens ── Connection   in memory, to a server, from clients
 * </pre>
 *
 * <p>Start reading at {@link dev.switchboard.script.Script}, then {@code Player}.
 */
@NullMarked
package dev.switchboard.script;

import org.jspecify.annotations.NullMarked;
