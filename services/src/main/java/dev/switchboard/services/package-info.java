/**
 * The lectures' services, one file each, and the list of them.
 *
 * <p>Start reading at {@link dev.switchboard.services.Hello}.
 */
@NullMarked
package dev.switchboard.services;

import org.jspecify.annotations.NullMarked;
