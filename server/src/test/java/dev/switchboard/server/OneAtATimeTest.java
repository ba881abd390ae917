package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Client;
import dev.switchboard.event.Event;
import dev.switchboard.model.ServerModel;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the models differ in, as clients see it. */
class OneAtATimeTest {

  @ParameterizedTest
  @EnumSource(Way.Transport.class)
  void theIterativeServerServesTheSecondClientWhenTheFirstHasLeft(Way.Transport transport)
      throws IOException {
    Way way = new Way(ServerModel.iterative(), transport);
    try (Trial trial = Trial.serve(way, server -> server, Trial.UPPER);
        Client first = trial.connectAccepted();
        Client second = trial.connect()) {
      Trial.say(second, "second\n");
      Trial.say(first, "first\n");
      Trial.expect(first, "FIRST\n");
      assertThat(trial.told().of(Event.Accepted.class)).hasSize(1);
      Trial.leave(first);
      Trial.expect(second, "SECOND\n");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.switchboard.server.Way#models")
  void underEveryOtherModelASilentClientHoldsUpNobody(Way way) throws IOException {
    int workers = way.workersFor(2);
    try (Trial trial = Trial.serve(way, server -> server.workers(workers), Trial.UPPER);
        Client silent = trial.connectAccepted()) {
      trial.isStillServing();
      Trial.say(silent, "at last\n");
      Trial.expect(silent, "AT LAST\n");
    }
  }
}
