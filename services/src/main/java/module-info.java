import org.jspecify.annotations.NullMarked;

/**
 * The services of the lectures, each in one file, each usable as it is:
 *
 * <pre>
 *   Server.on(Endpoint.tcp("127.0.0.1", 8820)).framing(Framing.text()).serve(new Hello().once());
 * </pre>
 *
 * <p>To begin, look at {@link dev.switchboard.services.Hello}; {@link
 * dev.switchboard.services.Catalogue} lists all with their ports and framings.
 */
@NullMarked
module dev.switchboard.services {
  requires transitive dev.switchboard.core;
  requires static org.jspecify;

  exports dev.switchboard.services;
}
