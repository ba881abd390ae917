package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.services.Catalogue;
import dev.switchboard.services.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server in {@code examples/lectures}, and which of our services it is the like of.
 *
 * @param width the digits of its length field, where it asks for that, or nothing
 */
record LectureServer(
    LecturePrograms language, String program, String service, boolean packets, List<String> width) {

  private static final Pattern ANNOUNCED = Pattern.compile("listening on (\\d+)\n");

  /** Each of them once. */
  static List<LectureServer> all() {
    return Stream.concat(overTcp(), overUdp()).toList();
  }

  static Stream<LectureServer> overTcp() {
    return Stream.of(
        python("hello_server", "hello"),
        python("acrostic_server", "acrostic", "4"),
        python("upper_tcp_server", "upper"),
        new LectureServer(LecturePrograms.C, "upper_tcp_server", "upper", false, List.of()),
        python("daytime_server", "daytime"),
        python("greeting_server", "greeting"),
        python("name_server", "name"),
        python("name_select_server", "name"),
        python("hi_server", "hi"),
        python("echo_server", "echo"),
        python("time_server", "time"));
  }

  static Stream<LectureServer> overUdp() {
    return Stream.of(LecturePrograms.values())
        .map(language -> new LectureServer(language, "upper_udp_server", "upper", true, List.of()));
  }

  static LectureServer python(String program, String service, String... width) {
    return new LectureServer(LecturePrograms.PYTHON, program, service, false, List.of(width));
  }

  /** What it must say, as ours does. */
  Specification specification() {
    Entry entry = Catalogue.named(service).orElseThrow();
    return new Specification(entry, packets ? "udp" : "tcp");
  }

  /** What it is asked over TCP as bytes; nothing where the answer is no text. */
  List<Question> questions() {
    return Question.OVER_TCP.stream()
        .filter(question -> question.service().equals(service))
        .toList();
  }

  /** Starts it on a port of its own choice. */
  Started start(Path folder) throws Exception {
    return start(folder, 0);
  }

  Started start(Path folder, int port) throws Exception {
    Child child = Child.start(command(folder, Integer.toString(port)));
    try {
      String said = child.out().await("its port", text -> ANNOUNCED.matcher(text).matches());
      String number = ANNOUNCED.matcher(said).replaceFirst("$1");
      return new Started(child, Integer.parseInt(number), packets);
    } catch (AssertionError | InterruptedException e) {
      child.close();
      throw e;
    }
  }

  /** The words that start it. */
  List<String> command(Path folder, String port) throws Exception {
    List<String> command = language.words(folder, program, port);
    command.addAll(width);
    return command;
  }

  /** One that is at work. */
  record Started(Child child, int port, boolean packets) implements AutoCloseable {

    Endpoint endpoint() {
      return packets ? Endpoint.udp("127.0.0.1", port) : Endpoint.tcp("127.0.0.1", port);
    }

    @Override
    public void close() {
      child.close();
    }
  }

  @Override
  public String toString() {
    return program + " in " + (language == LecturePrograms.C ? "C" : "Python");
  }
}
