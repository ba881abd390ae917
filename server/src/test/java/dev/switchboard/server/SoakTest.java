package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Good clients and bad ones all at once, again and again: the good ones get every answer, and in
 * the end nobody is left. {@code ./verify --long} goes on for a hundred times as long.
 */
class SoakTest {

  private static final int CLIENTS = 8;
  private static final int ROUNDS = Boolean.getBoolean("switchboard.long") ? 5_000 : 50;

  static List<Way> ways() {
    return Way.models().stream().filter(way -> !way.model().name().equals("iterative")).toList();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void goodClientsAreServedAmongBadOnes(Way way) throws Exception {
    try (Running running =
            Server.on(way.freshEndpoint())
                .model(way.model())
                .framing(Framing.line())
                .limits(Trial.limits(it -> it.message = 1 << 20))
                .serve(Service.replyingFrames(frame -> frame));
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        all.add(clients.submit(rounds(running.endpoint(), new Random(client))));
      }
      for (Future<Integer> each : all) {
        assertThat(each.get()).isEqualTo(ROUNDS);
      }
      await().until(() -> running.status().total() == (long) CLIENTS * ROUNDS);
      assertThat(running.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
  }

  private static Callable<Integer> rounds(Endpoint server, Random random) {
    return () -> {
      int done = 0;
      for (; done < ROUNDS; done++) {
        try (Client client = Client.connect(server, Framing.line())) {
          switch (random.nextInt(6)) {
            case 0 -> client.reset();
            case 1 -> client.sendRaw("a line that never ends".getBytes(StandardCharsets.UTF_8));
            case 2 -> leaveWithAnswersUnread(client);
            case 3 -> resetInTheMiddle(client);
            default -> talk(client, random);
          }
        }
      }
      return done;
    };
  }

  private static void talk(Client client, Random random) throws IOException {
    for (int message = random.nextInt(1, 10); message > 0; message--) {
      String line = Integer.toString(random.nextInt(), 36).repeat(random.nextInt(1, 2000));
      client.send(line);
      assertThat(client.receive()).isEqualTo(line);
    }
    client.finish();
    assertThat(client.receive()).isNull();
  }

  private static void leaveWithAnswersUnread(Client client) throws IOException {
    client.send("x".repeat(50_000));
    client.send("y".repeat(50_000));
  }

  private static void resetInTheMiddle(Client client) throws IOException {
    client.sendRaw("half a li".getBytes(StandardCharsets.UTF_8));
    client.reset();
  }
}
