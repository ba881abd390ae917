package dev.switchboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import dev.switchboard.wire.JdkTransport;
import dev.switchboard.wire.Listening;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcceptPauseTest {

  @Test
  void thePauseGrowsFromTenMillisecondsToASecondAndBeginsAnewAfterASuccess() throws IOException {
    List<Event> told = new ArrayList<>();
    AcceptPause pause = new AcceptPause(new Events(told::add));
    Listening listening =
        new JdkTransport().listen(Endpoint.tcp("127.0.0.1", 0), 1, false).getFirst();
    listening.close();
    IOException answer = new IOException("Too many open files");
    assertThat(IntStream.range(0, 9).mapToObj(i -> pause.failed(listening, answer).toMillis()))
        .containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1000L, 1000L);
    assertThat(told).hasSize(9);
    pause.succeeded();
    assertThat(pause.failed(listening, answer).toMillis()).isEqualTo(10);
  }
}
