package dev.switchboard.server;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.model.Plan;
import dev.switchboard.model.ServerModel;
import dev.switchboard.wire.Addresses;
import dev.switchboard.wire.Listening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.stream.Stream;

/** A server that has its port and does not serve yet. */
public final class Bound implements AutoCloseable {

  private final Plan plan;
  private final ServerModel model;
  private final List<Endpoint> endpoints;

  Bound(Plan plan, ServerModel model) {
    this.plan = plan;
    this.model = model;
    this.endpoints =
        Stream.concat(
                plan.listening().stream().map(Listening::endpoint),
                plan.packets().stream().map(Bound::endpointOf))
            .toList();
    model
        .refusal(plan)
        .ifPresent(
            reason -> {
              close();
              throw new IllegalArgumentException(reason);
            });
  }

  private static Endpoint endpointOf(DatagramChannel channel) {
    try {
      return Addresses.packetEndpoint((InetSocketAddress) channel.getLocalAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every address, with the port that the system chose where 0 was asked for. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /** Begins to serve. Called once. */
  public Running start() throws IOException {
    return new Running(plan, model.start(plan), endpoints);
  }

  /** Gives the port back, where {@link #start()} was not called. */
  @Override
  public void close() {
    plan.listening().forEach(Listening::close);
    for (DatagramChannel channel : plan.packets()) {
      try {
        channel.close();
      } catch (IOException e) {
        continue; // its descriptor is gone in any case
      }
    }
  }
}
