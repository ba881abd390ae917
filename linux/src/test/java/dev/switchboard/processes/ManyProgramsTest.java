package dev.switchboard.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.Program;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Many come and go: no process and no descriptor is left. */
@Isolated // it counts those of this JVM
class ManyProgramsTest {

  private static final int CLIENTS = 100;

  @Test
  void nothingIsLeftOfThem() throws Exception {
    Told told = new Told();
    try (Running server =
        Server.on(Endpoint.tcp("127.0.0.1", 0))
            .framing(Framing.none())
            .model(new Processes())
            .listener(told)
            .serve(Program.find(List.of("cat")))) {
      ask(server, "first"); // so that all is loaded
      told.endings(1);
      long before = descriptors();
      try (ExecutorService clients = Executors.newFixedThreadPool(20)) {
        List<Callable<String>> calls =
            IntStream.range(0, CLIENTS)
                .<Callable<String>>mapToObj(i -> () -> ask(server, "n" + i))
                .toList();
        int number = 0;
        for (Future<String> answer : clients.invokeAll(calls)) {
          assertThat(answer.get()).isEqualTo("n" + number++);
        }
      }
      assertThat(told.endings(CLIENTS + 1)).containsOnly(new Ending.ProcessExited(0));
      assertThat(children()).as("the watchdog alone").hasSize(1);
      Awaitility.await().atMost(Told.PATIENCE).until(() -> descriptors() <= before);
    }
    Awaitility.await().atMost(Told.PATIENCE).until(() -> children().isEmpty());
  }

  private static String ask(Running server, String words) throws IOException {
    try (Dialled client = Dialled.to(server)) {
      return client.says(words).finishes().hearsAll();
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  /** Zombies too. */
  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().toList();
  }
}
