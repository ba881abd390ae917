/**
 * Where one can listen, and whom one can dial: values only, nothing is opened here.
 *
 * <p>Start reading at {@link dev.switchboard.endpoint.Endpoint}.
 */
@NullMarked
package dev.switchboard.endpoint;

import org.jspecify.annotations.NullMarked;
