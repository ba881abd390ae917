/**
 * What Switchboard costs, measured beside what one would write by hand.
 *
 * <p>{@code bench/compare} starts the servers here, each in a process of its own, and drives them
 * by turns with {@code src/main/c/generator.c}. Start reading at that script.
 */
@NullMarked
package dev.switchboard.bench;

import org.jspecify.annotations.NullMarked;
