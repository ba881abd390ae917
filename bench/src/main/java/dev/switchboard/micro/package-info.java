/**
 * Micro-benchmarks: what a message costs in a framing, and in a whole session, without I/O. {@code
 * bench/jmh} runs them.
 */
@NullMarked
package dev.switchboard.micro;

import org.jspecify.annotations.NullMarked;
