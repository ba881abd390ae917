package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.session.Ending;
import dev.switchboard.wire.EndpointException;
import dev.switchboard.wire.JdkTransport;
import dev.switchboard.wire.Pollable;
import dev.switchboard.wire.Poller;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Several loops on one port, and what becomes of one that fails. */
class WorkersTest {

  private static final Endpoint ANY = Endpoint.tcp("127.0.0.1", 0);

  @Test
  void allWorkersServeOnOnePort() throws Exception {
    Set<Thread> served = ConcurrentHashMap.newKeySet();
    try (Running running =
        Server.on(ANY)
            .model(ServerModel.select())
            .workers(2)
            .serve(peer ->
                (frame, outbox) -> {
                  served.add(Thread.currentThread());
                  outbox.send(frame);
                })) {
      List<Client> clients = new ArrayList<>();
      // The kernel deals by a hash: that all of these fall to one worker happens once in 10^15.
      for (int i = 0; i < 50; i++) {
        Client client = Client.connect(running.endpoint(), Framing.line());
        clients.add(client);
        client.send("ada");
        assertThat(client.receive()).isEqualTo("ada");
      }
      clients.forEach(Client::close);
      assertThat(served).hasSize(2);
    }
  }

  @Test
  void aPortThatAnotherSharesIsTakenAllTheSame() throws Exception {
    try (Running running =
        Server.on(ANY).model(ServerModel.select()).workers(2).serve(Trial.UPPER)) {
      Server second = Server.on(running.endpoint()).model(ServerModel.select()).workers(2);
      assertThatThrownBy(() -> second.serve(Trial.UPPER))
          .isInstanceOf(EndpointException.class)
          .hasMessageContaining("address already in use");
    }
  }

  /** A poller that fails when it is told to. */
  private static final class Failing implements Poller {

    private final Poller real;
    private final AtomicReference<RuntimeException> fault;

    Failing(Poller real, AtomicReference<RuntimeException> fault) {
      this.real = real;
      this.fault = fault;
    }

    @Override
    public Watched watch(Pollable socket, int operations, Ready ready) throws IOException {
      return real.watch(socket, operations, ready);
    }

    @Override
    public int poll(long millis) throws IOException {
      int count = real.poll(millis);
      RuntimeException now = fault.getAndSet(null);
      if (now != null) {
        throw now;
      }
      return count;
    }

    @Override
    public void wake() {
      real.wake();
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }

  @Test
  void aWorkerThatFailsIsReplaced() throws Exception {
    Told told = new Told();
    AtomicReference<RuntimeException> fault = new AtomicReference<>();
    FaultyTransport transport =
        new FaultyTransport() {
          @Override
          public Poller poller() throws IOException {
            return new Failing(new JdkTransport().poller(), fault);
          }
        };
    try (Running running =
            Server.on(ANY)
                .model(ServerModel.select())
                .transport(transport)
                .listener(told)
                .serve(Trial.UPPER);
        Client first = Client.connect(running.endpoint(), Framing.line())) {
      first.send("ada");
      assertThat(first.receive()).isEqualTo("ADA");

      fault.set(new IllegalStateException("no memory, say"));
      first.send("eve");
      assertThatThrownBy(
              () -> { // what was read before may still be answered
                first.receive();
                first.receive();
              })
          .isInstanceOf(IOException.class);
      told.awaitSome(Event.WorkerFailed.class, 1);
      assertThat(told.of(Event.WorkerFailed.class).getFirst())
          .satisfies(failed -> assertThat(failed.worker()).isEqualTo(1))
          .satisfies(failed -> assertThat(failed.why()).contains("no memory, say"));
      told.awaitSome(Event.Ended.class, 1);
      assertThat(told.of(Event.Ended.class).getFirst().ending())
          .isInstanceOfSatisfying(
              Ending.IoError.class,
              error -> assertThat(error.what()).startsWith("its worker failed"));

      try (Client second = Client.connect(running.endpoint(), Framing.line())) {
        second.send("bob");
        assertThat(second.receive()).isEqualTo("BOB");
      }
    }
  }
}
