package dev.switchboard.wrong.framing;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.session.Peer;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;

/** What a framing must not know. */
interface Knows {

  record Sockets(InetAddress address) {}

  record Channels(SocketChannel channel) {}

  record Foreign(Arena arena) {}

  record TheServer(Endpoint endpoint) {}

  record TheSession(Peer peer) {}
}
