/** Programs of one file. Start reading at {@code TenLines}. */
@NullMarked
package dev.switchboard.examples;

import org.jspecify.annotations.NullMarked;
