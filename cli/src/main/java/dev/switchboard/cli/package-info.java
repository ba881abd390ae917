/**
 * The command line: one small class for each verb, and what they share. Nothing else touches the
 * standard streams or ends the JVM.
 *
 * <p>Start reading at {@code Main}.
 */
@NullMarked
package dev.switchboard.cli;

import org.jspecify.annotations.NullMarked;
