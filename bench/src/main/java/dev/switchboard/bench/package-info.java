/**
 * The harness: starts rows, has the generator load them in interleaved rounds, and reports ratios.
 * {@code bench/run} starts {@link dev.switchboard.bench.Bench}; start reading there, at {@link
 * dev.switchboard.bench.Rows} and at {@link dev.switchboard.bench.Columns}.
 */
@NullMarked
package dev.switchboard.bench;

import org.jspecify.annotations.NullMarked;
