package dev.switchboard.services;

import dev.switchboard.session.Limits;
import dev.switchboard.session.PeerInMemory;
import dev.switchboard.session.Service;

/** Clients in memory of the services as they stand in the catalogue. */
final class Peers {

  private Peers() {}

  /** Connected, with the service as it usually is. */
  static PeerInMemory tcp(String name) {
    return tcp(name, Choices.usual());
  }

  static PeerInMemory tcp(String name, Choices chosen) {
    Entry entry = entry(name);
    return tcp(name, entry.service(chosen));
  }

  /** With the framing of this name, and a service of the test's own making. */
  static PeerInMemory tcp(String name, Service service) {
    return PeerInMemory.of(service, entry(name).framing(false), limits(name)).connects();
  }

  static PeerInMemory udp(String name) {
    return udp(name, entry(name).service());
  }

  static PeerInMemory udp(String name, Service service) {
    return PeerInMemory.ofPackets(service, entry(name).framing(true), limits(name)).connects();
  }

  static Entry entry(String name) {
    return Catalogue.named(name).orElseThrow();
  }

  private static Limits limits(String name) {
    return Limits.defaults().with(it -> it.message = entry(name).maxMessage());
  }
}
