package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** This command once more, as a server in a process of its own, so that it can be measured. */
final class ServerProcess implements AutoCloseable {

  private static final Pattern ENDPOINT = Pattern.compile(" listens on (\\S+) ");
  private static final long LOOK_MILLIS = 20;

  private final Process process;
  private final Endpoint endpoint;
  private final Thread looking;
  private volatile Cost most;

  private ServerProcess(Process process, Endpoint endpoint) {
    this.process = process;
    this.endpoint = endpoint;
    this.most = Cost.of(process.toHandle());
    this.looking = Thread.ofVirtual().start(this::look);
  }

  static ServerProcess start(String service, String model) throws IOException {
    List<String> command = OwnCommand.with("serve", service, "127.0.0.1:0", "--model", model);
    Process process = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).start();
    process.getOutputStream().close(); // nobody types there
    // Once it is announced, a server that nobody asked for events says nothing more.
    BufferedReader said = process.errorReader();
    String first = String.valueOf(said.readLine());
    Matcher listening = ENDPOINT.matcher(first);
    if (!listening.find()) {
      process.destroy();
      throw new IOException("the server under " + model + " did not start: " + first);
    }
    return new ServerProcess(process, Endpoint.parse(listening.group(1)));
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** What it has now. */
  Cost cost() {
    return Cost.of(process.toHandle());
  }

  /** The most that was seen of each. */
  Cost most() {
    return most;
  }

  private void look() {
    try {
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        most = most.most(cost());
      }
    } catch (InterruptedException e) {
      return; // enough was seen
    }
  }

  @Override
  public void close() {
    looking.interrupt();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
