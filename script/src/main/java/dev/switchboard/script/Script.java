package dev.switchboard.script;

import dev.switchboard.client.Client;
import dev.switchboard.client.Dial;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A conversation that is written down. It can be played in memory against a service, over sockets
 * as the client of a server, and as the server of real clients; each gives a {@link Report}.
 *
 * <p>A script never changes and may be played often, and by several threads at once.
 *
 * @param name the file's, for messages
 * @param steps at least one, in the order in which they happen
 * @param connections how often a client connects: once each, and more where one does so again
 */
public record Script(String name, Heading heading, List<Step> steps, int connections) {

  /** The largest text that is read, in bytes. */
  public static final int MOST_BYTES = 128 << 20;

  public Script {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a file.
   *
   * @throws ScriptException when it is not a script: where, and what was expected there
   * @throws IOException with a sentence, when it cannot be read
   */
  public static Script read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    byte[] bytes;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("it has over " + MOST_BYTES + " bytes, too many for a script");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IOException("Cannot read the script " + file + ": " + reason(e) + ".", e);
    }
    return parse(name, bytes);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException _ -> "there is no such file";
      case java.nio.file.AccessDeniedException _ -> "you may not read it";
      default -> String.valueOf(e.getMessage());
    };
  }

  /** Reads bytes, which must be UTF-8. */
  public static Script parse(String name, byte[] utf8) {
    ByteBuffer bytes = ByteBuffer.wrap(utf8);
    try {
      return parse(name, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      String before = new String(utf8, 0, bytes.position(), StandardCharsets.UTF_8);
      int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
      int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
      throw new ScriptException(
          name, line, column, "not UTF-8; in quotes, \\xHH stands for any byte", "");
    }
  }

  /**
   * Reads a text.
   *
   * @param name whose it is, for messages
   * @throws ScriptException when it is not a script: where, and what was expected there
   */
  public static Script parse(String name, String text) {
    boolean marked = text.startsWith("\ufeff"); // some editors put it there
    return Reading.read(name, marked ? text.substring(1) : text);
  }

  /** Its clients in the order in which they connect; one without a name where there is only one. */
  public List<String> clients() {
    return steps.stream().filter(step -> step.by() != null).map(Step::client).distinct().toList();
  }

  /** Plays the client's side against a service in memory, under the script's framing and limits. */
  public Report inMemory(Service service) {
    return inMemory(service, heading.framingOrRaw(), heading.limits());
  }

  /**
   * Plays the client's side against a service in memory, with a clock that is moved by hand: no
   * socket, no thread, and no time passes. Not for services that block or have threads of their
   * own.
   */
  public Report inMemory(Service service, Framing framing, Limits limits) {
    refuseToSayPatterns(Direction.TO_SERVER);
    try (MemoryStage stage = new MemoryStage(service, framing, limits, heading.over())) {
      return new Player(this, Direction.TO_SERVER, stage).play();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing waits in memory", e);
    }
  }

  /**
   * Plays the client's side against a server. Blocks until it is through or fails.
   *
   * @throws InterruptedException when this thread is interrupted; the connections are closed then
   */
  public Report speakTo(Endpoint server) throws InterruptedException {
    return speakTo(Client.to(server), Crash.UNKNOWN);
  }

  /**
   * The same, where more is said about how to dial, and more is known about the server than its
   * sockets show.
   *
   * @param server whom to dial, from where, and who hears of it; framing, limits and timeouts are
   *     the script's
   * @param crash asked when a connection has ended, and at the end
   */
  public Report speakTo(Dial server, Crash crash) throws InterruptedException {
    refuseToSayPatterns(Direction.TO_SERVER);
    if (Transport.of(server.endpoint()) != heading.over()) {
      throw new IllegalArgumentException(
          name + " is over " + heading.over() + ", and " + server.endpoint() + " is not");
    }
    try (DiallingStage stage = new DiallingStage(server, crash)) {
      return new Player(this, Direction.TO_SERVER, stage).play();
    }
  }

  /**
   * The server's side, as a service: each client is answered as the script says, from its
   * beginning. Where the script names several clients, as many that connect one after the other
   * have it together. It is to be served under {@link #rawFraming()}, over the script's own
   * transport.
   *
   * @param told gets a report at the end of each; any thread
   */
  public Service answering(Consumer<Report> told) {
    refuseToSayPatterns(Direction.TO_CLIENT);
    return new Answering(this, told).service();
  }

  /** What a side says must be said in the script; a pattern only describes it. */
  private void refuseToSayPatterns(Direction side) {
    for (Step step : steps) {
      if (step.by() == side && step.act() instanceof Act.Like) {
        throw new ScriptException(
            name,
            step.line(),
            1,
            "a pattern says what to expect, and " + side.who() + " has to say something here",
            step.text());
      }
    }
  }

  /** The framing under which {@link #answering} sees every byte. */
  public Framing rawFraming() {
    return heading.over().packets() ? Framing.datagram() : Framing.none();
  }

  /** The longest data of one step, in bytes. */
  long longestData() {
    return steps.stream()
        .mapToLong(step ->
            switch (step.act()) {
              case Act.Data data -> data.length();
              case Act.Message message -> message.data().length();
              default -> 0;
            })
        .max()
        .orElse(0);
  }

  /** This script with every segment sent in pieces of at most so many bytes; packets stay whole. */
  public Script inPiecesOf(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("a piece has 1 byte or more, not " + bytes);
    }
    return heading.over().packets() ? this : with(Segments.split(steps, bytes));
  }

  /** This script with segments that one side sends one after the other in one; packets stay. */
  public Script joined() {
    return heading.over().packets() ? this : with(Segments.joined(steps));
  }

  private Script with(List<Step> others) {
    return new Script(name, heading, others, connections);
  }
}
