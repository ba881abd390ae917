package dev.switchboard.server;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.model.Plan;
import dev.switchboard.model.ServerModel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A server that has its port and does not serve yet. */
public final class Bound implements AutoCloseable {

  private final Plan plan;
  private final ServerModel model;
  private final List<Endpoint> endpoints;
  private final AtomicBoolean started = new AtomicBoolean();

  Bound(Plan plan, ServerModel model) {
    this.plan = plan;
    this.model = model;
    this.endpoints = plan.shares().getFirst().endpoints().stream().map(plan::named).toList();
    model
        .refusal(plan)
        .ifPresent(reason -> {
          close();
          throw new IllegalArgumentException(reason);
        });
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
    plan.shares().forEach(Plan.Share::close);
  }
}
