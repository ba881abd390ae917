/**
 * The servers that are measured and written in Java, each in a process of its own. {@link
 * dev.switchboard.rows.StartRow} is where all of them start; those in other languages stand beside
 * this folder, in {@code src/main/c}, {@code go}, {@code node} and {@code python}.
 *
 * <p>All do the same three things: {@code echo} sends back whatever comes, {@code line} sends every
 * line back in capitals, {@code udp} sends every datagram back. A line may be 64 KiB long and a
 * connection idle for 10 minutes, as with Switchboard's own limits.
 */
@NullMarked
package dev.switchboard.rows;

import org.jspecify.annotations.NullMarked;
