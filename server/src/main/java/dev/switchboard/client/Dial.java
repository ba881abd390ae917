package dev.switchboard.client;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.EventListener;
import dev.switchboard.event.Events;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Limits;
import dev.switchboard.tls.ClientTls;
import dev.switchboard.tls.TlsTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is being described. {@link #connect} makes it.
 *
 * <pre>
 *   try (var client = Client.to(Endpoint.tcp("localhost", 8820))
 *       .family(StandardProtocolFamily.INET6)
 *       .connectTimeout(Duration.ofSeconds(2))
 *       .connect()) {
 *     client.send("Ada");
 *   }
 * </pre>
 *
 * <p>Each method answers a description with that one thing changed, so a description may be shared.
 *
 * @param endpoint whom to dial
 * @param framing how messages are told apart
 * @param limits of which {@code message} and {@code handshake} count
 * @param connectTimeout for each address that the host has; {@link Limits#FOREVER} for none
 * @param timeout how long a call waits while no byte comes or goes; {@link Limits#FOREVER} for none
 * @param family of the addresses that are tried; null for all
 * @param fromHost our own address, no name, or empty for whatever the system takes
 * @param fromPort our own port, or 0 for whatever the system takes
 * @param listener hears what happens; null for nobody
 * @param tls how TLS is spoken, on an endpoint {@code tls://}
 */
public record Dial(
    Endpoint endpoint,
    Framing framing,
    Limits limits,
    Duration connectTimeout,
    Duration timeout,
    @Nullable ProtocolFamily family,
    String fromHost,
    int fromPort,
    @Nullable EventListener listener,
    ClientTls tls) {

  public Dial {
    if (fromPort < 0 || fromPort > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + fromPort);
    }
    if (!fromHost.isEmpty()) {
      InetAddress.ofLiteral(fromHost); // or throws: it is "Invalid IP address literal: …"
    }
    boolean choosesAddress = family != null || !fromHost.isEmpty() || fromPort != 0;
    if (choosesAddress && !(endpoint instanceof Endpoint.Inet)) {
      throw new IllegalArgumentException(
          endpoint + " has no address family and no ports that could be chosen");
    }
  }

  static Dial to(Endpoint endpoint) {
    return new Dial(
        endpoint,
        endpoint.packets() ? Framing.datagram() : Framing.line(),
        Limits.defaults(),
        Client.USUAL_TIMEOUT,
        Client.USUAL_TIMEOUT,
        null,
        "",
        0,
        null,
        ClientTls.usual());
  }

  /** Lines over streams and packets over UDP, where nothing else is said. */
  public Dial framing(Framing chosen) {
    return new Dial(
        endpoint,
        chosen,
        limits,
        connectTimeout,
        timeout,
        family,
        fromHost,
        fromPort,
        listener,
        tls);
  }

  public Dial limits(Limits chosen) {
    return new Dial(
        endpoint,
        framing,
        chosen,
        connectTimeout,
        timeout,
        family,
        fromHost,
        fromPort,
        listener,
        tls);
  }

  public Dial connectTimeout(Duration chosen) {
    return new Dial(
        endpoint, framing, limits, chosen, timeout, family, fromHost, fromPort, listener, tls);
  }

  public Dial timeout(Duration chosen) {
    return new Dial(
        endpoint,
        framing,
        limits,
        connectTimeout,
        chosen,
        family,
        fromHost,
        fromPort,
        listener,
        tls);
  }

  /**
   * Tries addresses of this family alone.
   *
   * @param chosen {@code StandardProtocolFamily.INET} or {@code INET6}
   */
  public Dial family(ProtocolFamily chosen) {
    return new Dial(
        endpoint,
        framing,
        limits,
        connectTimeout,
        timeout,
        chosen,
        fromHost,
        fromPort,
        listener,
        tls);
  }

  /** Binds our end: to this address, or any if it is empty; to this port, or any if it is 0. */
  public Dial from(String host, int port) {
    return new Dial(
        endpoint, framing, limits, connectTimeout, timeout, family, host, port, listener, tls);
  }

  /**
   * Has every event told to this listener, on the thread on which it happens: {@code Connected},
   * then what is sent and received, then {@code Ended}. The connection's number is 1.
   */
  public Dial listener(EventListener chosen) {
    return new Dial(
        endpoint,
        framing,
        limits,
        connectTimeout,
        timeout,
        family,
        fromHost,
        fromPort,
        chosen,
        tls);
  }

  /** Believes these certificates on an endpoint {@code tls://}. */
  public Dial trusting(TlsTrust chosen) {
    return tls(tls.trust(chosen));
  }

  /** Speaks TLS so on an endpoint {@code tls://}. */
  public Dial tls(ClientTls chosen) {
    return new Dial(
        endpoint,
        framing,
        limits,
        connectTimeout,
        timeout,
        family,
        fromHost,
        fromPort,
        listener,
        chosen);
  }

  /**
   * Connects.
   *
   * @throws dev.switchboard.wire.EndpointException with a sentence, when nobody answers there
   */
  public Client connect() throws IOException {
    return new Client(this, Connecting.to(this), new Events(listener));
  }
}
