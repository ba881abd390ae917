package dev.switchboard.model;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Driven;
import dev.switchboard.session.Driver;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import dev.switchboard.session.Session;
import dev.switchboard.session.SessionLimits;
import dev.switchboard.tls.ServerEngines;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.PacketSocket;
import dev.switchboard.wire.Transport;
import dev.switchboard.wire.Wire;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a server model is asked to do. Sockets are bound already; either there are listening ones or
 * datagram ones.
 *
 * @param shares the sockets of each worker, 1 or more; several may have the same ones
 * @param transport whose sockets they are
 * @param whenFull what becomes of a client beyond the limit of connections
 * @param tls how connections speak TLS; null where they do not
 */
public record Plan(
    Service service,
    Framing framing,
    Limits limits,
    SessionLimits sessionLimits,
    List<Share> shares,
    Transport transport,
    WhenFull whenFull,
    Connections connections,
    Events events,
    Clock clock,
    @Nullable ServerEngines tls) {

  private static final Events NOBODY = new Events(null);

  /** The largest UDP payload is 65 507 bytes over IPv4 (RFC 768); nothing of it is cut off. */
  private static final int LEAST_PACKET = 64 << 10;

  /**
   * More than a Unix socket sends at once unless the administrator allows it (unix(7), SO_SNDBUF).
   */
  private static final int MOST_PACKET = 512 << 10;

  private static final int FRAMING_BYTES = 4 << 10;

  /** The sockets of one worker. */
  public record Share(List<Listening> listening, List<PacketSocket> packets) {

    public Share {
      listening = List.copyOf(listening);
      packets = List.copyOf(packets);
    }

    /** Where it listens. */
    public List<Endpoint> endpoints() {
      return Stream.concat(
              listening.stream().map(Listening::endpoint),
              packets.stream().map(PacketSocket::endpoint))
          .toList();
    }

    public void close() {
      listening.forEach(Listening::close);
      packets.forEach(PacketSocket::close);
    }
  }

  /** What becomes of a client beyond the limit of connections. */
  public enum WhenFull {
    /** It stays in the accept queue until a connection ends. */
    WAIT,
    /** It is accepted and reset at once. */
    REFUSE
  }

  /** Whether there are packets without connections, and so no sockets that listen. */
  public boolean connectionless() {
    return shares.getFirst().listening().isEmpty();
  }

  /** Whether one message is one packet here. */
  public boolean packets() {
    return shares.getFirst().endpoints().getFirst().packets();
  }

  /**
   * How many bytes a read should have room for: of a stream this many, of packets the longest one
   * that is not refused, and a little more, so that a longer one is seen to be so.
   */
  public int readBytes(int ofStream) {
    return readBytes(packets(), ofStream);
  }

  /** The same for a connection that comes from elsewhere than from our own sockets. */
  int readBytes(boolean packets, int ofStream) {
    return packets
        ? Math.clamp((long) limits.message() + FRAMING_BYTES, LEAST_PACKET, MOST_PACKET)
        : ofStream;
  }

  /** How many of the model share the port. */
  public int workers() {
    return shares.size();
  }

  /** Closes all sockets that listen. Connections go on. */
  public void closeListening() {
    shares.forEach(share -> share.listening().forEach(Listening::close));
  }

  /**
   * The session of a new connection, in TLS where the server speaks that.
   *
   * @param connection its number
   * @param pool where bytes of unfinished messages are kept; belongs to the thread that enters
   */
  public Driven session(
      long connection, Endpoint local, Endpoint remote, Driver driver, BufferPool pool) {
    Link link = new Link(named(local), named(remote), null);
    return tls == null
        ? plain(link, driver, pool)
        : tls.session(
            connection,
            sessionLimits,
            driver,
            pool,
            (inner, handshake) -> plain(link.securedBy(handshake), inner, pool));
  }

  private Driven plain(Link link, Driver driver, BufferPool pool) {
    return new Session(
        link.begin(service),
        framing,
        sessionLimits,
        link.packets(),
        link.localEnd().connects(),
        driver,
        pool);
  }

  /** An endpoint of one of our sockets, as it is told: tls where TLS is spoken over TCP. */
  public Endpoint named(Endpoint endpoint) {
    return tls != null && endpoint instanceof Endpoint.Tcp tcp
        ? Endpoint.tls(tcp.host(), tcp.port())
        : endpoint;
  }

  /** Hears what goes over the wire; nobody, where that is TLS, which tells of what is in it. */
  public Events wireEvents() {
    return tls == null ? events : NOBODY;
  }

  /** Resets a client for whom there is no place. */
  public void refuse(Wire wire) {
    wire.reset();
    events.tell(at -> new Event.Refused(at, named(wire.remote()), connections.limit()));
  }

  /**
   * Resets a client for whom no session could be made, because a framing of the program's own
   * failed, say, and gives its place back.
   */
  public void cannotBegin(Wire wire, Throwable why) {
    wire.reset();
    events.ended(connections.nextId(), new Ending.ServiceFailed(why));
    connections.givePlace();
  }
}
