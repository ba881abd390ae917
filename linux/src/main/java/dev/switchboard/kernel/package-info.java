/** Calls of the kernel by number, the memory that they speak about, and what they answer. */
@NullMarked
package dev.switchboard.kernel;

import org.jspecify.annotations.NullMarked;
