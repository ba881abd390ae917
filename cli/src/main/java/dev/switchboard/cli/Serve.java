package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.Program;
import dev.switchboard.model.ServerModel;
import dev.switchboard.script.Script;
import dev.switchboard.server.Bound;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.services.Choices;
import dev.switchboard.services.Entry;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import dev.switchboard.tls.ServerTls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serve}: binds every endpoint, then serves until it is told to stop. */
@Command(
    name = "serve",
    header = "Serve one or more services until Esc, Ctrl-C or SIGTERM.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    modelTransformer = ServeHabits.class,
    preprocessor = ProgramWords.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  switchboard serve hello                 on its usual port, for this machine",
      "  switchboard serve hello :9000           on another port",
      "  switchboard serve hello '*:8820'        for every machine that finds this one",
      "  switchboard serve upper udp://:12000    over UDP alone",
      "  switchboard serve echo unix:/tmp/echo   on a Unix socket",
      "  switchboard serve hello tls://:8443 --self-signed   over TLS, for a laboratory",
      "  switchboard serve upper seqpacket:@up   on one that carries packets",
      "  switchboard serve hello upper -v        two services, and who says what",
      "  switchboard serve name --add-name Eve   every line comes back with Eve",
      "  switchboard serve all --json            every service; events for a program",
      "  switchboard serve --list acrostic       what it says, and how to try it",
      "  switchboard serve --script f.talk :9000 answer as a script says",
      "  switchboard serve exec :9000 -- cat -n  a program for each connection"
    },
    synopsisHeading = "%nUsage: ",
    customSynopsis = {
      "switchboard serve SERVICE [ENDPOINT…] [SERVICE [ENDPOINT…]]…",
      "       switchboard serve all",
      "       switchboard serve exec [ENDPOINT…] -- CMD ARG…",
      "       switchboard serve --script FILE [ENDPOINT…]",
      "       switchboard serve --list [SERVICE…]"
    },
    parameterListHeading = "%n",
    optionListHeading = "%nOptions (times: 500ms 5s 1m; sizes: 64k; none lifts a limit):%n")
final class Serve implements Callable<Integer> {

  private final Console console;
  private @Nullable Script answers; // in place of services
  private @Nullable Program program; // likewise
  @Nullable List<String> command; // what stands behind --

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "ENDPOINT",
      hideParamSyntax = true,
      arity = "0..*",
      completionCandidates = Completion.Servable.class,
      description = {
        "HOST:PORT [IPv6]:PORT :PORT PORT tcp://HOST:PORT",
        "tls://HOST:PORT udp://HOST:PORT unix:PATH; on Linux",
        "unixgram:PATH seqpacket:PATH, and @NAME for PATH",
        "No host: this machine only. *: every address.",
        "Port 0: a free one, which is printed."
      })
  List<String> words = new ArrayList<>();

  @Option(
      names = "--list",
      description = "List the services and exit; all about those that are named.")
  boolean list;

  @Option(
      names = "--framing",
      completionCandidates = Completion.Framings.class,
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
      names = {"-v", "--verbose"},
      description = "Show events: > is from the client, < is to it.")
  boolean verbose;

  @Option(
      names = "--json",
      description = "Events as JSON on standard output, one object a line, listening first.")
  boolean json;

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description = "Answer as the server's side of a .talk script (docs/talk.md).")
  @Nullable Path script;

  @Mixin ModelOptions waiting = new ModelOptions();

  @Mixin ServiceOptions service = new ServiceOptions();

  @Mixin ServeTlsOptions tls = new ServeTlsOptions();

  @Mixin LimitOptions limits = new LimitOptions();

  Serve(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (list) {
      ServiceList.print(words, json, console);
      return ExitCode.FINE;
    }
    Stopping stopping = new Stopping(console);
    stopping.await(start());
    return ExitCode.FINE;
  }

  /** Binds all before any of them serves: where one port is taken, none has started. */
  List<Running> start() throws IOException {
    program = ProgramServing.program(words, command);
    if (program != null) {
      ProgramServing.refuseOptions(spec.commandLine().getParseResult());
    }
    answers = script == null ? null : Script.read(script);
    if (answers != null && framing != null) {
      throw new IllegalArgumentException("--framing is said in the script: leave it away");
    }
    List<Serving> servings = servings();
    List<Entry> entries = servings.stream().map(Serving::entry).distinct().toList();
    if (framing != null && entries.size() > 1) {
      throw new IllegalArgumentException(
          "--framing is for one service: with several, each has its own");
    }
    Choices chosen = service.chosenFor(entries);
    Audience audience = new Audience(console, verbose, json);
    ServerTls secured = tls.chosenFor(servings.stream().map(Serving::endpoint).toList(), console);
    List<Bound> bound = bindAll(servings, chosen, secured, audience);
    // All is said before anything can happen there: who connects now waits to be accepted.
    for (int i = 0; i < bound.size(); i++) {
      Entry entry = servings.get(i).entry();
      audience.listening(i + 1, entry, bound.get(i).endpoints(), model(), waiting.workers);
    }
    List<Running> running = new ArrayList<>();
    for (Bound each : bound) {
      running.add(each.start());
    }
    return running;
  }

  private List<Serving> servings() {
    if (program != null) {
      return ProgramServing.read(program, words);
    }
    return answers == null ? Serving.read(words) : ScriptServing.read(answers, words, console);
  }

  private List<Bound> bindAll(
      List<Serving> servings, Choices chosen, @Nullable ServerTls secured, Audience audience)
      throws IOException {
    List<Bound> bound = new ArrayList<>();
    try {
      for (Serving serving : servings) {
        Entry entry = serving.entry();
        int number = bound.size() + 1;
        bound.add(
            PortChoice.of(anyPort, console)
                .bind(
                    serving.endpoint(),
                    endpoint ->
                        server(entry, endpoint, secured, audience, number)
                            .bind(service(entry, chosen))));
      }
      return bound;
    } catch (IOException | RuntimeException e) {
      bound.forEach(Bound::close);
      throw e;
    }
  }

  private Service service(Entry entry, Choices chosen) {
    return program == null ? entry.service(chosen) : program;
  }

  private Server server(
      Entry entry, Endpoint endpoint, @Nullable ServerTls secured, Audience audience, int number) {
    Server server =
        Server.on(endpoint)
            .framing(framing == null ? entry.framing(endpoint.packets()) : Framing.parse(framing))
            .limits(limits.over(usualLimits(entry)))
            .model(model())
            .workers(waiting.workers);
    if (secured != null && endpoint instanceof Endpoint.Tls) {
      server = server.tls(secured);
    }
    if (refuseWhenFull) {
      server = server.refusingWhenFull();
    }
    return audience.listens() ? server.listener(audience.of(number, entry)) : server;
  }

  private Limits usualLimits(Entry entry) {
    return answers == null
        ? Limits.defaults().with(it -> it.message = entry.maxMessage())
        : answers.heading().limits();
  }

  private ServerModel model() {
    return waiting.chosen(program != null);
  }
}
