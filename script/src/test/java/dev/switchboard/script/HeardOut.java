package dev.switchboard.script;

import static org.awaitility.Awaitility.await;

import dev.switchboard.client.Dial;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends a segment only when the server has read the one before, so that segments stay apart. Not
 * after somebody has left, from when on the server may not read.
 */
final class HeardOut implements Stage {

  /** Two small segments apart are enough to see a mistake; larger ones are cut by the kernel. */
  private static final int SMALL = 1000;

  private final Stage stage;
  private final Told told;
  private long sent;

  HeardOut(Dial server, Told told) {
    this.stage = new DiallingStage(server, Crash.UNKNOWN);
    this.told = told;
  }

  @Override
  public String place() {
    return stage.place();
  }

  @Override
  public Connection open(String client, Duration most) throws IOException, InterruptedException {
    return new SlowlyConnected(stage.open(client, most));
  }

  private final class SlowlyConnected implements Connection {

    private final Connection connection;

    SlowlyConnected(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void send(byte[] segment) throws IOException, InterruptedException {
      connection.send(segment);
      sent += segment.length;
      if (segment.length > 0 && segment.length < SMALL) {
        await("the server has read " + sent + " bytes")
            .atMost(Duration.ofSeconds(20))
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> told.received() >= sent || told.somebodyLeft());
      }
    }

    @Override
    public void end() throws IOException {
      connection.end();
    }

    @Override
    public void close() {
      connection.close();
    }

    @Override
    public void reset() {
      connection.reset();
    }

    @Override
    public Heard hear(Duration most) throws InterruptedException {
      return connection.hear(most);
    }
  }

  @Override
  public long now() {
    return stage.now();
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    stage.pause(time);
  }

  @Override
  public @Nullable String crash() {
    return stage.crash();
  }

  @Override
  public void close() {
    stage.close();
  }
}
