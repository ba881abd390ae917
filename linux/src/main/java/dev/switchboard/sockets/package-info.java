/**
 * Sockets by descriptors, waited for with epoll(7) and ppoll(2): those that the JDK has not, and
 * those that a server model wants to hand to the kernel itself.
 *
 * <p>Start reading at {@link dev.switchboard.sockets.NativeTransport}, then {@code Descriptor},
 * which says when a number may be used, and {@code NativeWire}.
 */
@NullMarked
package dev.switchboard.sockets;

import org.jspecify.annotations.NullMarked;
