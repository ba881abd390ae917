package dev.switchboard.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.NotStartedException;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Named;
import dev.switchboard.session.Service;
import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Services in JVMs of their own: the parent tells, bounds and stops them as if they were here. */
class ServiceTest {

  private final Told told = new Told();

  @BeforeAll
  static void findTheClassesOfTheTests() {
    System.setProperty(JavaCommand.OPTIONS, TestServices.OPTIONS);
    System.setProperty("switchboard.test.here", "true");
  }

  private Server server(Consumer<Limits.Draft> limits) {
    return Server.on(Endpoint.tcp("127.0.0.1", 0))
        .framing(Framing.line())
        .limits(Limits.defaults().with(it -> it.lingerTime = Duration.ofMillis(50)).with(limits))
        .model(new Processes(1))
        .listener(told);
  }

  private Running serve() throws IOException {
    return serve(it -> {});
  }

  private Running serve(Consumer<Limits.Draft> limits) throws IOException {
    return server(limits).serve(new TestServices.Obeying());
  }

  @Test
  void aConversationHasAProcessOfItsOwn() throws Exception {
    try (Running server = serve();
        Dialled client = Dialled.to(server);
        Dialled other = Dialled.to(server)) {
      String pid = client.says("pid\n").hearsLine();
      assertThat(pid).isNotEqualTo(String.valueOf(ProcessHandle.current().pid()));
      assertThat(other.says("pid\n").hearsLine()).isNotEqualTo(pid);
      assertThat(client.says("again\n").hearsLine()).isEqualTo("again");
      assertThat(server.status().open()).isEqualTo(2);
      client.finishes().hearsAll();
      assertThat(told.ending()).isEqualTo(new Ending.PeerFinished());
      Told.awaitGone(Long.parseLong(pid));
    }
  }

  @Test
  void allThatHappensThereIsTold() throws Exception {
    try (Running server = serve();
        Dialled client = Dialled.to(server)) {
      client.says("one\n").finishes().hearsAll();
      told.ending();
    }
    List<String> kinds = new ArrayList<>();
    told.all(Event.OfConnection.class)
        .forEach(event -> {
          assertThat(event.connection()).isEqualTo(1);
          kinds.add(event.getClass().getSimpleName());
        });
    // Whether the end comes with the answer or behind it is the network's affair.
    assertThat(kinds).startsWith("Accepted", "HandedOver", "Received").endsWith("Ended");
    assertThat(kinds).containsOnlyOnce("Accepted", "HandedOver", "PeerFinished", "Sent", "Ended");
    assertThat(told.all(Event.Received.class).getFirst().bytes()).isEqualTo(Frame.of("one\n"));
    assertThat(told.all(Event.Sent.class).getFirst().bytes()).isEqualTo(Frame.of("one\n"));
  }

  @Test
  void endingsAreThoseOfTheSession() throws Exception {
    try (Running server = serve(it -> it.message = 10)) {
      assertEnding(server, "close\n", new Ending.ClosedByUs(), 1);
      assertEnding(server, "reset\n", new Ending.ResetByUs(), 2);
      try (Dialled client = Dialled.to(server)) {
        client.says("x".repeat(100) + "\n");
        assertThat(told.endings(3).getLast()).isInstanceOf(Ending.TooLarge.class);
      }
      try (Dialled client = Dialled.to(server)) {
        client.says("throw\n");
        assertThat(told.endings(4).getLast())
            .hasToString("the service failed: java.lang.IllegalStateException: as asked");
      }
    }
  }

  private void assertEnding(Running server, String says, Ending ending, int number)
      throws IOException {
    try (Dialled client = Dialled.to(server)) {
      client.says(says);
      assertThat(told.endings(number).getLast()).isEqualTo(ending);
    }
  }

  @Test
  void limitsHoldThere() throws Exception {
    try (Running server = serve(it -> it.idle = Duration.ofMillis(50));
        Dialled client = Dialled.to(server)) {
      assertThat(client.hearsAll()).isEmpty();
      assertThat(told.ending()).isEqualTo(new Ending.Idle(Duration.ofMillis(50)));
    }
  }

  @Test
  void oneThatExitsEndsAlone() throws Exception {
    try (Running server = serve();
        Dialled other = Dialled.to(server)) {
      other.says("here\n").hearsLine();
      assertEnding(server, "exit\n", new Ending.ProcessExited(7), 1);
      assertEnding(server, "halt\n", new Ending.ProcessExited(8), 2);
      assertThat(other.says("still here\n").hearsLine()).isEqualTo("still here");
      assertThat(server.status().open()).isEqualTo(1);
    }
  }

  @Test
  void oneThatIsKilledEndsAlone() throws Exception {
    try (Running server = serve();
        Dialled client = Dialled.to(server)) {
      long pid = Long.parseLong(client.says("pid\n").hearsLine());
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      assertThat(told.ending()).isEqualTo(new Ending.ProcessKilled(9));
      Told.awaitGone(pid);
      try (Dialled next = Dialled.to(server)) {
        assertThat(next.says("next\n").hearsLine()).isEqualTo("next");
      }
    }
  }

  @Test
  void oneWithoutMemoryEndsAlone() throws Exception {
    try (Running server = serve()) {
      try (Dialled client = Dialled.to(server)) {
        client.says("memory\n");
        assertThat(told.ending())
            .hasToString("the service failed: java.lang.OutOfMemoryError: as asked");
      }
      try (Dialled next = Dialled.to(server)) {
        assertThat(next.says("next\n").hearsLine()).isEqualTo("next");
      }
    }
  }

  @Test
  void oneThatWasKilledWhileItWaitedIsNotMissed() throws Exception {
    try (Running server = serve();
        Dialled client = Dialled.to(server)) {
      client.says("a\n").hearsLine();
      long serving = told.pid();
      // The one that waits: the child that neither serves nor is a shell.
      ProcessHandle waiting =
          ProcessHandle.current()
              .children()
              .filter(child -> child.pid() > serving && isJvm(child))
              .findFirst()
              .orElseThrow();
      waiting.destroyForcibly();
      Told.awaitGone(waiting.pid());
      try (Dialled next = Dialled.to(server)) {
        assertThat(next.says("next\n").hearsLine()).isEqualTo("next");
      }
    }
  }

  private static boolean isJvm(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("java")).isPresent();
  }

  @Test
  @SuppressWarnings("try") // it is closed while its client looks
  void stoppingEndsWhoIsBetweenMessages() throws Exception {
    long pid;
    try (Running server = serve()) {
      try (Dialled client = Dialled.to(server)) {
        pid = Long.parseLong(client.says("pid\n").hearsLine());
        server.close();
        assertThat(client.hearsAll()).isEmpty();
      }
    }
    assertThat(told.ending()).isEqualTo(new Ending.Drained());
    Told.awaitGone(pid);
  }

  @Test
  void aServiceThatDoesNotReturnIsForced() throws Exception {
    try (Running server = serve(it -> it.drain = Duration.ofMillis(50));
        Dialled client = Dialled.to(server)) {
      client.says("a\n").hearsLine();
      client.says("hang\n");
      told.await(2, Event.Received.class);
    }
    assertThat(told.ending()).isEqualTo(new Ending.Forced());
    Told.awaitGone(told.pid());
  }

  @Test
  void aNamedServiceIsMadeOfItsWords() throws Exception {
    try (Running server =
            server(it -> {}).serve(Named.by(new TestServices.Made(), " tab\there", ""));
        Dialled client = Dialled.to(server)) {
      assertThat(client.says("x\n").hearsLine()).isEqualTo("x tab\there,");
    }
  }

  @Test
  void aServiceThatCannotBeMadeThereIsToldAtTheStart() {
    assertThatThrownBy(() -> server(it -> {}).serve(Named.by(new TestServices.OnlyHere())))
        .isInstanceOf(NotStartedException.class)
        .hasMessage("Cannot start a process for the service: only in the parent.");
  }

  @Test
  void aLambdaIsRefused() {
    assertThatThrownBy(() -> server(it -> {}).serve(Service.replying(text -> text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a service that is a lambda");
  }

  @Test
  void aFramingWithoutANameIsRefused() {
    assertThatThrownBy(() ->
            server(it -> {})
                .framing(Framing.lengthField(1, 2, ByteOrder.BIG_ENDIAN, 0))
                .serve(new TestServices.Obeying()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no name by which another process could make it");
  }

  @Test
  void noneNeedBeKeptReady() throws Exception {
    try (Running server =
            server(it -> {}).model(new Processes(0)).serve(new TestServices.Obeying());
        Dialled client = Dialled.to(server)) {
      assertThat(client.says("x\n").hearsLine()).isEqualTo("x");
    }
  }
}
