package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Bound;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.services.Entry;
import dev.switchboard.session.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serve}: binds every endpoint, then serves until it is told to stop. */
@Command(
    name = "serve",
    header = "Serve one or more services until Esc, Ctrl-C or SIGTERM.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  switchboard serve hello                 on its usual port, for this machine",
      "  switchboard serve hello :9000           on another port",
      "  switchboard serve hello '*:8820'        for every machine that finds this one",
      "  switchboard serve upper udp://:12000    over UDP alone",
      "  switchboard serve echo unix:/tmp/echo   on a Unix socket",
      "  switchboard serve hello upper -v        two services, and who says what"
    },
    synopsisHeading = "%nUsage: ",
    customSynopsis = {
      "switchboard serve SERVICE [ENDPOINT…] [SERVICE [ENDPOINT…]]…",
      "       switchboard serve all",
      "       switchboard serve --list"
    },
    parameterListHeading = "%n",
    optionListHeading = "%nOptions (times: 500ms 5s 1m; sizes: 64k; none lifts a limit):%n")
final class Serve implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "ENDPOINT",
      hideParamSyntax = true,
      arity = "0..*",
      description = {
        "HOST:PORT [IPv6]:PORT :PORT PORT tcp://HOST:PORT",
        "udp://HOST:PORT unix:PATH",
        "No host: this machine only. *: every address.",
        "Port 0: a free one, which is printed."
      })
  List<String> words = new ArrayList<>();

  @Option(names = "--list", description = "List the services and exit.")
  boolean list;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "How the server waits: iterative, threads, virtual, select, or auto (select).")
  String model = "auto";

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Run N of the model on one port (1).")
  int workers = 1;

  @Option(
      names = "--framing",
      paramLabel = "FRAMING",
      description = {
        "How messages are told apart: none text line",
        "length:N u8 u16 u32 u16le u32le varint delim:X",
        "fixed:N datagram (each service has its own)."
      })
  @Nullable String framing;

  @Option(names = "--any-port", description = "Take a free port where the wanted one is taken.")
  boolean anyPort;

  @Option(
      names = "--refuse-when-full",
      description = "Reset clients beyond --max-connections instead of letting them wait.")
  boolean refuseWhenFull;

  @Option(
      names = "--repeat",
      description = "hello, upper: go on until the client leaves, not only for one reply.")
  boolean repeat;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show events: > is from the client, < is to it.")
  boolean verbose;

  @Mixin LimitOptions limits = new LimitOptions();

  Serve(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (list) {
      ServiceList.print(console);
      return ExitCode.FINE;
    }
    Stopping stopping = new Stopping(console);
    stopping.await(start());
    return ExitCode.FINE;
  }

  /** Binds all before any of them serves: where one port is taken, none has started. */
  List<Running> start() throws IOException {
    List<Serving> servings = Serving.read(words);
    if (framing != null && servings.stream().map(Serving::entry).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "--framing is for one service: with several, each has its own");
    }
    List<Bound> bound = bindAll(servings);
    List<Running> running = new ArrayList<>();
    for (int i = 0; i < bound.size(); i++) {
      running.add(bound.get(i).start());
      console.say(
          Announcement.of(
              servings.get(i).entry(), bound.get(i).endpoints(), chosenModel(), workers));
    }
    return running;
  }

  private List<Bound> bindAll(List<Serving> servings) throws IOException {
    List<Bound> bound = new ArrayList<>();
    try {
      for (Serving serving : servings) {
        bound.add(bind(serving));
      }
      return bound;
    } catch (IOException | RuntimeException e) {
      bound.forEach(Bound::close);
      throw e;
    }
  }

  private Bound bind(Serving serving) throws IOException {
    Entry entry = serving.entry();
    return PortChoice.of(anyPort, console)
        .bind(serving.endpoint(), endpoint -> server(entry, endpoint).bind(entry.service(repeat)));
  }

  private Server server(Entry entry, Endpoint endpoint) {
    Limits chosen = limits.over(Limits.defaults().with(it -> it.message = entry.maxMessage()));
    Server server =
        Server.on(endpoint)
            .framing(framing(entry, endpoint))
            .limits(chosen)
            .model(chosenModel())
            .workers(workers);
    if (refuseWhenFull) {
      server = server.refusingWhenFull();
    }
    return verbose ? server.listener(new Narrator(console, entry.name())) : server;
  }

  private Framing framing(Entry entry, Endpoint endpoint) {
    if (framing != null) {
      return Framing.parse(framing);
    }
    return endpoint.packets() ? Framing.datagram() : entry.framing();
  }

  private ServerModel chosenModel() {
    return model.equals("auto") ? ServerModel.select() : ServerModel.named(model);
  }
}
