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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A server that has its port and does not serve yet. */
public final class Bound implements AutoCloseable {

  private final Plan plan;
  private final ServerModel model;
  private final List<Endpoint> endpoints;
  private final AtomicBoolean started = new AtomicBoolean();

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
        .ifPresent(reason -> {
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
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException("this server was started before");
    }
    try {
      return new Running(plan, model.start(plan), endpoints);
    } catch (IOException | RuntimeException | Error e) {
      giveBack();
      throw e;
    }
  }

  /** Gives the port back, where {@link #start()} was not called. */
  @Override
  public void close() {
    if (!started.get()) {
      giveBack();
    }
  }

  private void giveBack() {
    plan.listening().forEach(Listening::close);
    plan.packets().forEach(Bound::closeQuietly);
  }

  private static void closeQuietly(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      return; // its descriptor is gone in any case
    }
  }
}
