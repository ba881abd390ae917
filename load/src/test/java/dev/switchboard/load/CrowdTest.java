package dev.switchboard.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Service;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CrowdTest {

  private static final Duration DAWDLING = Duration.ofMillis(300);

  private static Crowd.Met visit(ServerModel model, int slow) throws Exception {
    try (Running running =
        Server.on(Endpoint.tcp("127.0.0.1", 0))
            .framing(Framing.line())
            .model(model)
            .serve(Service.replying(line -> line))) {
      return new Crowd(running.endpoint(), 5, slow, 3, DAWDLING, Duration.ofSeconds(20)).visit();
    }
  }

  @Test
  void underIterativeAllWaitForTheSlowOne() throws Exception {
    Crowd.Met met = visit(ServerModel.iterative(), 1);
    assertThat(met.unserved()).isZero();
    assertThat(met.first().count()).isEqualTo(5);
    assertThat(met.others().count()).isEqualTo(10);
    // They come when the slow one has begun to dawdle: a little of its time may be over.
    assertThat(met.first().percentile(1)).isGreaterThan(DAWDLING.dividedBy(2));
  }

  @Test
  void withoutASlowOneNobodyWaitsSo() throws Exception {
    Crowd.Met met = visit(ServerModel.select(), 0);
    assertThat(met.unserved()).isZero();
    assertThat(met.first().count()).isEqualTo(5);
  }

  @Test
  void whoIsNotServedIsCounted() throws Exception {
    Crowd crowd =
        new Crowd(Endpoint.tcp("127.0.0.1", 1), 3, 1, 3, DAWDLING, Duration.ofSeconds(20));
    assertThat(crowd.visit().unserved()).isEqualTo(3);
  }
}
