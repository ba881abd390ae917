package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command in a JVM of its own, from the modules that the tests see, started as the launcher
 * starts it. It is asked where it listens as people would: its announcement is read.
 */
final class Switchboard implements AutoCloseable {

  private static final Pattern ANNOUNCED =
      Pattern.compile("^(\\S+) listens on (.+) \\(.+\\); .* can reach it\\.$", Pattern.MULTILINE);

  private final Child child;

  private Switchboard(Child child) {
    this.child = child;
  }

  /** The words that start it. */
  static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=org.jline.terminal.ffm,dev.switchboard.linux",
                "-Dorg.jline.terminal.provider=ffm",
                "-Dorg.jline.terminal.graphemeCluster=false",
                "--module-path",
                System.getProperty("jdk.module.path"),
                "--module",
                "dev.switchboard.cli/dev.switchboard.cli.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts it and waits until it has announced as many listeners. */
  static Switchboard start(int listeners, String... arguments) throws Exception {
    Switchboard started = new Switchboard(Child.start(command(arguments)));
    try {
      started
          .err()
          .await(
              listeners + " announcements",
              text -> ANNOUNCED.matcher(text).results().count() >= listeners);
      return started;
    } catch (AssertionError | InterruptedException e) {
      started.close();
      throw e;
    }
  }

  /** Starts it with one service. */
  static Switchboard serve(String service, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("serve", service));
    words.addAll(List.of(arguments));
    return start(1, words.toArray(String[]::new));
  }

  /** Runs it to its end. */
  static Child.Finished run(String... arguments) throws Exception {
    return Child.run(command(arguments));
  }

  /** Where it said that it serves this, in the order in which it said so. */
  List<Endpoint> endpoints(String service) {
    List<Endpoint> endpoints = new ArrayList<>();
    Matcher announced = ANNOUNCED.matcher(err().text());
    while (announced.find()) {
      if (announced.group(1).equals(service)) {
        for (String endpoint : announced.group(2).split(" ", -1)) {
          endpoints.add(Endpoint.parse(endpoint));
        }
      }
    }
    return endpoints;
  }

  /** The first port of this service over TCP or UDP. */
  int port(String service, Class<? extends Endpoint.Inet> transport) {
    return endpoints(service).stream()
        .filter(transport::isInstance)
        .map(transport::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + service + " in:\n" + err().text()))
        .port();
  }

  int port(String service) {
    return port(service, Endpoint.Tcp.class);
  }

  Heard err() {
    return child.err();
  }

  Child child() {
    return child;
  }

  /** Asks it to stop, and waits until it has. */
  Child.Finished stop() throws Exception {
    child.signal("TERM");
    return child.await();
  }

  @Override
  public void close() {
    child.close();
  }
}
