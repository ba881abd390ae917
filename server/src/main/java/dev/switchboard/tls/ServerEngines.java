package dev.switchboard.tls;

import dev.switchboard.event.Events;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Driven;
import dev.switchboard.session.Driver;
import dev.switchboard.session.SessionLimits;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** What the connections of one server share: keys, trust and resumable sessions. Any thread. */
public final class ServerEngines {

  private final ServerTls tls;
  private final Events events;
  private final SSLContext context;

  public ServerEngines(ServerTls tls, Events events) {
    this.tls = tls;
    this.events = events;
    this.context =
        context(
            new Keys(tls.identities(), events),
            new TrustCheck(tls.clients() == null ? TlsTrust.everyone() : tls.clients()));
  }

  static SSLContext context(Keys keys, TrustCheck trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(tls.oldest().upTo(tls.newest()));
    parameters.setNeedClientAuth(tls.clients() != null);
    parameters.setApplicationProtocols(tls.applications().toArray(String[]::new));
    parameters.setUseCipherSuitesOrder(true);
    engine.setSSLParameters(parameters);
    return engine;
  }

  /**
   * The session of a new connection, in TLS.
   *
   * @param connection its number
   * @param pool belongs to the thread that enters
   */
  public Driven session(
      long connection,
      SessionLimits limits,
      Driver driver,
      BufferPool pool,
      TlsSession.Beginning beginning) {
    return new TlsSession(engine(), connection, limits, events, driver, pool, beginning);
  }
}
