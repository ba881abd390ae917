package dev.switchboard.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.event.Event;
import dev.switchboard.event.EventListener;
import dev.switchboard.session.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a server told: what it has read, who has left, and how the conversations ended. */
final class Told implements EventListener {

  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Override
  public void happened(Event event) {
    if (event instanceof Event.Received
        || event instanceof Event.Ended
        || event instanceof Event.Finished) {
      events.add(event);
    }
  }

  long received() {
    return events.stream()
        .filter(Event.Received.class::isInstance)
        .mapToLong(event -> ((Event.Received) event).bytes().length())
        .sum();
  }

  boolean somebodyLeft() {
    return events.stream().anyMatch(event -> !(event instanceof Event.Received));
  }

  private List<Ending> endings() {
    return events.stream()
        .filter(Event.Ended.class::isInstance)
        .map(event -> ((Event.Ended) event).ending())
        .toList();
  }

  void assertEndings(List<String> expected) {
    await("endings " + expected)
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> endings().size() >= expected.size());
    List<String> got = new ArrayList<>();
    for (Ending ending : endings()) {
      got.add(ending.toString());
    }
    got.sort(null);
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < got.size(); i++) {
      assertThat(got.get(i)).startsWith(expected.get(i));
    }
  }
}
