package dev.switchboard.examples;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.server.Server;
import dev.switchboard.session.Service;
import dev.switchboard.tls.TlsIdentity;
import dev.switchboard.tls.TlsTrust;

/** A server and its client in TLS: the client knows the certificate by its fingerprint. */
public class OverTls {
  void main() throws Exception {
    TlsIdentity lab = TlsIdentity.selfSigned();
    TlsTrust known = TlsTrust.fingerprint(lab.fingerprint());
    try (var running =
            Server.on(Endpoint.tls("127.0.0.1", 0))
                .tls(lab)
                .serve(Service.replying(name -> "Hello " + name));
        var client = Client.to(running.endpoint()).trusting(known).connect()) {
      client.send("Ada");
      IO.println(client.receive());
    }
  }
}
