package dev.switchboard.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.event.Event;
import dev.switchboard.event.EventListener;
import dev.switchboard.session.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** What a server told. */
final class Told implements EventListener {

  /** Far longer than anything takes, also on a machine that is busy. */
  static final Duration PATIENCE = Duration.ofSeconds(40);

  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Override
  public void happened(Event event) {
    events.add(event);
  }

  <T extends Event> List<T> all(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends Event> List<T> await(int count, Class<T> type) {
    Awaitility.await(count + " " + type.getSimpleName())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> all(type).size() >= count);
    return all(type);
  }

  /** How the connections ended, in the order in which they did. */
  List<Ending> endings(int count) {
    List<Ending> endings =
        await(count, Event.Ended.class).stream().map(Event.Ended::ending).toList();
    assertThat(endings).hasSize(count);
    return endings;
  }

  Ending ending() {
    return endings(1).getFirst();
  }

  long pid() {
    return await(1, Event.HandedOver.class).getFirst().pid();
  }

  /** Waits until a child of ours is gone; a zombie is not. */
  static void awaitGone(long pid) {
    Awaitility.await("the end of process " + pid)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> !Files.exists(Path.of("/proc/" + pid)));
  }

  /** Waits for the end of a child's child; whoever inherits it may take its time to reap it. */
  static void awaitEnd(long pid) {
    Awaitility.await("the end of process " + pid)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> hasEnded(Path.of("/proc/" + pid + "/stat")));
  }

  private static boolean hasEnded(Path status) {
    try {
      return Files.readString(status).contains(") Z ");
    } catch (IOException e) {
      return true; // it is not there
    }
  }
}
