package dev.switchboard.server;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.event.EventListener;
import dev.switchboard.event.Events;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.Availability;
import dev.switchboard.model.Clock;
import dev.switchboard.model.Connections;
import dev.switchboard.model.Plan;
import dev.switchboard.model.ServerModel;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import dev.switchboard.session.SessionLimits;
import dev.switchboard.tls.ServerEngines;
import dev.switchboard.tls.ServerTls;
import dev.switchboard.tls.TlsIdentity;
import dev.switchboard.wire.EndpointException;
import dev.switchboard.wire.Refusals;
import dev.switchboard.wire.Transport;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that is being described. {@link #serve} binds it and starts it.
 *
 * <pre>
 *   try (var running = Server.on(Endpoint.tcp("127.0.0.1", 8820))
 *       .framing(Framing.line())
 *       .model(ServerModel.virtual())
 *       .serve(Service.replying(name -> "Hello " + name))) {
 *     running.awaitStop();
 *   }
 * </pre>
 *
 * <p>Each method answers a description with that one thing changed, so a description may be shared.
 */
public record Server(
    Endpoint endpoint,
    Framing framing,
    Limits limits,
    ServerModel model,
    int workers,
    Plan.WhenFull whenFull,
    @Nullable EventListener listener,
    @Nullable Transport transport,
    @Nullable ServerTls tls) {

  /** Descriptors that are left to everything but connections. */
  private static final int OTHER_DESCRIPTORS = 200;

  /**
   * A server on this endpoint: lines over streams and packets over UDP, {@link
   * ServerModel#virtual()}, the default limits.
   */
  public static Server on(Endpoint endpoint) {
    return new Server(
        endpoint,
        endpoint.packets() ? Framing.datagram() : Framing.line(),
        Limits.defaults(),
        ServerModel.virtual(),
        1,
        Plan.WhenFull.WAIT,
        null,
        null,
        null);
  }

  public Server framing(Framing chosen) {
    return new Server(endpoint, chosen, limits, model, workers, whenFull, listener, transport, tls);
  }

  /** The limits. A number of connections that is the default means the usual one of the model. */
  public Server limits(Limits chosen) {
    return new Server(
        endpoint, framing, chosen, model, workers, whenFull, listener, transport, tls);
  }

  public Server model(ServerModel chosen) {
    return new Server(
        endpoint, framing, limits, chosen, workers, whenFull, listener, transport, tls);
  }

  /** How many of the model share the port, 1 or more. */
  public Server workers(int count) {
    return new Server(endpoint, framing, limits, model, count, whenFull, listener, transport, tls);
  }

  /** Resets a client beyond the limit of connections instead of letting it wait. */
  public Server refusingWhenFull() {
    return new Server(
        endpoint, framing, limits, model, workers, Plan.WhenFull.REFUSE, listener, transport, tls);
  }

  /** Has every event told to this listener. */
  public Server listener(EventListener heard) {
    return new Server(endpoint, framing, limits, model, workers, whenFull, heard, transport, tls);
  }

  /**
   * The certificates with which it speaks TLS, on an endpoint {@code tls://}. The first is shown to
   * clients that ask for none of the names in the others.
   */
  public Server tls(TlsIdentity... identities) {
    return tls(ServerTls.of(identities));
  }

  /** How it speaks TLS, on an endpoint {@code tls://}. */
  public Server tls(ServerTls chosen) {
    return new Server(
        endpoint, framing, limits, model, workers, whenFull, listener, transport, chosen);
  }

  /** The transport that was asked for, or the one that this endpoint and this model need. */
  private Transport sockets() throws EndpointException {
    if (transport != null) {
      return transport;
    }
    if (endpoint.connects() && limits.acceptQueue() == 0) {
      return emptyQueue();
    }
    return model.needsDescriptors() ? Transport.withDescriptors(endpoint) : Transport.of(endpoint);
  }

  /** The JDK takes a backlog below 1 for "the default", which is 50. */
  private Transport emptyQueue() throws EndpointException {
    try {
      return Transport.withDescriptors(endpoint);
    } catch (EndpointException e) {
      throw Refusals.emptyAcceptQueue(endpoint);
    }
  }

  /** Opens sockets in another way than the JDK's; tests inject failures so. */
  public Server transport(Transport chosen) {
    return new Server(endpoint, framing, limits, model, workers, whenFull, listener, chosen, tls);
  }

  /**
   * Binds and starts. When this returns, clients are served.
   *
   * @throws dev.switchboard.wire.EndpointException when the endpoint cannot be had; its message
   *     says why and what to do
   * @throws IllegalArgumentException when the description cannot be carried out, with the reason
   */
  public Running serve(Service service) throws IOException {
    return bind(service).start();
  }

  /**
   * Binds only: the port is ours, and clients wait in its accept queue until {@link Bound#start()}.
   * So several servers can be bound before any of them serves.
   *
   * @throws dev.switchboard.wire.EndpointException as {@link #serve} does
   * @throws IllegalArgumentException likewise
   */
  public Bound bind(Service service) throws IOException {
    check();
    Events events = new Events(listener);
    Transport sockets = sockets();
    Sharing sharing = new Sharing(endpoint, limits.acceptQueue(), sockets);
    List<Plan.Share> shares = model.sharesPort() ? sharing.own(workers) : sharing.same(workers);
    Plan plan =
        new Plan(
            service,
            framing,
            limits,
            SessionLimits.of(limits),
            shares,
            sockets,
            whenFull,
            new Connections(mostConnections()),
            events,
            new Clock(),
            tls == null ? null : new ServerEngines(tls, events));
    Bound bound = new Bound(plan, model);
    for (Endpoint each : bound.endpoints()) {
      events.tell(at -> new Event.Listening(at, each));
    }
    return bound;
  }

  private void check() {
    if (workers < 1) {
      throw new IllegalArgumentException("workers are 1 or more, not " + workers);
    }
    boolean packetFraming = framing.equals(Framing.datagram());
    if (packetFraming && !endpoint.packets()) {
      throw new IllegalArgumentException(
          endpoint + " is a stream and has no packets: choose another framing than datagram");
    }
    if (endpoint instanceof Endpoint.Tls != (tls != null)) {
      throw new IllegalArgumentException(
          tls == null
              ? endpoint + " needs a certificate and its key"
              : endpoint + " is no endpoint for TLS: it is tls://HOST:PORT");
    }
    if (!endpoint.connects() && workers > 1 && !sharesPackets()) {
      throw new IllegalArgumentException(
          "on "
              + endpoint
              + " one worker of "
              + model.name()
              + " receives: two would take each other's packets of one client; leave --workers away");
    }
    if (model.availability() instanceof Availability.No(String reason)) {
      throw new IllegalArgumentException(
          "the server model " + model.name() + " cannot be used here: " + reason);
    }
    // Refuses limits that do not fit the framing now, and not at the first client.
    framing.codec(limits.message());
  }

  /** The kernel deals the packets of one client to one worker always (SO_REUSEPORT). */
  private boolean sharesPackets() {
    return model.sharesPort() && endpoint instanceof Endpoint.Inet;
  }

  /** The number that was asked for; else the model's, but not more than descriptors allow. */
  int mostConnections() {
    if (!endpoint.connects()) {
      return Limits.UNBOUNDED; // they share one descriptor; their limit is datagramSessions
    }
    int asked = limits.connections();
    return asked != Limits.defaults().connections()
        ? asked
        : Math.max(1, Math.min(model.usualConnections(), OpenFiles.limit() - OTHER_DESCRIPTORS));
  }
}
