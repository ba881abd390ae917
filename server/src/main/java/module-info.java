import org.jspecify.annotations.NullMarked;

/**
 * A server for a protocol of your own, and its client.
 *
 * <p>To begin, say where to listen, how messages are told apart, and what is answered:
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
 * <p>Then look at {@link dev.switchboard.session.Conversation} for services that remember, speak
 * first or stream; at {@link dev.switchboard.session.Limits} for every number that bounds a server;
 * at {@link dev.switchboard.event.Event} to hear what happens; and at {@link
 * dev.switchboard.client.Client} for the other side; at {@link dev.switchboard.tls.ServerTls} for
 * TLS. {@link dev.switchboard.wire.Transport} is for those who bring sockets of another kind or
 * inject failures.
 */
@NullMarked
module dev.switchboard.server {
  requires transitive dev.switchboard.core;
  requires static org.jspecify;

  exports dev.switchboard.client;
  exports dev.switchboard.direct;
  exports dev.switchboard.endpoint;
  exports dev.switchboard.event;
  exports dev.switchboard.model;
  exports dev.switchboard.server;
  exports dev.switchboard.tls;
  exports dev.switchboard.wire;

  uses dev.switchboard.model.ServerModel;
  uses dev.switchboard.wire.Transport;
}
