package dev.switchboard.cli;

import dev.switchboard.client.Client;
import dev.switchboard.client.Dial;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.EventListener;
import dev.switchboard.framing.Framing;
import dev.switchboard.services.Entry;
import dev.switchboard.session.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code speak}: a client by hand. What is typed or piped goes to the server, replies are shown.
 */
@Command(
    name = "speak",
    header = "Speak to a server: what you type goes to it, replies are shown.",
    mixinStandardHelpOptions = true,
    modelTransformer = SpeakHabits.class,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  switchboard speak hello                      to our service, on its usual port",
      "  switchboard speak localhost 8820             as with nc and telnet",
      "  switchboard speak -C mail.example.com 25     lines end with CR LF",
      "  switchboard speak -u upper                   over UDP: a packet for each line",
      "  switchboard speak -v icmp://localhost        echo requests: one for each line",
      "  switchboard speak tls://example.com:993      over TLS",
      "  switchboard speak unix:/tmp/echo             a Unix socket",
      "  switchboard speak seqpacket:@upper           one that carries packets",
      "  echo Ada | switchboard speak hello           from a pipe",
      "  switchboard speak --framing u16 --hex :9000  messages, replies in hexadecimal",
      "  switchboard speak hello --record ada.talk    write down what is said",
      "  switchboard speak hello --script ada.talk    and say it again"
    },
    synopsisHeading = "%nUsage: ",
    customSynopsis = {
      "switchboard speak [OPTION…] ENDPOINT",
      "       switchboard speak [OPTION…] HOST PORT",
      "       switchboard speak [OPTION…] SERVICE [ENDPOINT]"
    },
    parameterListHeading = "%n",
    optionListHeading = "%nOptions (times: 500ms 5s 1m, a bare number is seconds):%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the peer has finished, or -q is over",
      "1:no connection, a reset, -w is over, or a message was not understood or not sent",
      "2:wrong usage",
      "130:Ctrl-C"
    })
final class Speak implements Callable<Integer> {

  private static final Duration UDP_STAYS = Duration.ofSeconds(1);

  private final Console console;
  private final StandardStreams streams;

  @Parameters(
      paramLabel = "ENDPOINT",
      hideParamSyntax = true,
      arity = "0..*",
      completionCandidates = Completion.Services.class,
      description = {
        "HOST:PORT [IPv6]:PORT :PORT PORT tcp://HOST:PORT",
        "tls://HOST:PORT udp://HOST:PORT unix:PATH; no host:",
        "this machine. On Linux: unixgram:PATH (packets),",
        "seqpacket:PATH (a connection of packets), @NAME for",
        "PATH, icmp://HOST."
      })
  List<String> words = new ArrayList<>();

  @Option(
      names = {"-u", "--udp"},
      description = "UDP: what one read gives is one packet (a terminal: a line).")
  boolean udp;

  @Option(
      names = {"-U", "--unix", "--unixsock"},
      description = "A Unix socket; ENDPOINT is its path. With -u packets.")
  boolean unix;

  @Option(
      names = {"-C", "--crlf"},
      description = "Send CR LF for LF, as mail and web servers want it.")
  boolean crlf;

  @Option(names = "-4", description = "Use IPv4 only.")
  boolean four;

  @Option(names = "-6", description = "Use IPv6 only.")
  boolean six;

  @Option(
      names = {"-s", "--source"},
      paramLabel = "ADDRESS",
      description = "Our own address.")
  String source = "";

  @Option(
      names = {"-p", "--source-port"},
      paramLabel = "PORT",
      description = "Our own port (the system takes a free one).")
  int sourcePort;

  @Option(
      names = {"-n", "--nodns"},
      description = "Look no names up: HOST is an address.")
  boolean noNames;

  @Option(
      names = "-N",
      description = "End our side when stdin ends, as nc -N: that is always done.")
  boolean endsAnyway;

  @Option(
      names = {"-w", "--wait"},
      paramLabel = "TIME",
      converter = Quantity.Time.class,
      description = {
        "Give up connecting after it (10s), and end when for",
        "so long no byte comes or goes (never)."
      })
  @Nullable Duration wait;

  @Option(
      names = "-q",
      paramLabel = "TIME",
      converter = Quantity.Stay.class,
      description = {
        "How long to stay when stdin has ended: 0 or more;",
        "-1 until the peer ends (so where there is a connection;",
        "else 1s)."
      })
  @Nullable Duration stay;

  @Option(
      names = "--framing",
      completionCandidates = Completion.Framings.class,
      paramLabel = "FRAMING",
      description = {
        "Each line is sent as a message, and each reply shown",
        "as a line: line length:N u8 u16 u32 u16le u32le",
        "varint delim:X fixed:N datagram. Without it, and with",
        "none and text, bytes go and come as they are."
      })
  @Nullable String framing;

  @Option(
      names = "--max-message",
      paramLabel = "SIZE",
      converter = Quantity.Size.class,
      description = "Longest reply under --framing in bytes (64k).")
  int maxMessage = Limits.defaults().message();

  @Option(names = "--hex", description = "Show replies in hexadecimal, as hexdump -C does.")
  boolean hex;

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description = {
        "Play a .talk script as the client (docs/talk.md), in",
        "place of what is typed; may be given several times."
      })
  List<Path> scripts = List.of();

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Write what is said into a .talk script.")
  @Nullable Path record;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show events: > is to the server, < is from it.")
  boolean verbose;

  @Option(names = "--json", description = "Events as JSON on standard error, one object a line.")
  boolean json;

  @Mixin ClientTlsOptions tls = new ClientTlsOptions();

  Speak(Console console, StandardStreams streams) {
    this.console = console;
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!scripts.isEmpty()) {
      return playScripts();
    }
    Manner manner = manner();
    HowItEnded end;
    if (streams.canEdit()) {
      LineEditor editor = new LineEditor(console, !manner.framed());
      end = speak(manner, editor, editor);
    } else {
      Typing typing =
          manner.framed()
              ? new Lines(streams.in())
              : new Pieces(streams.in(), manner.endpoint().packets());
      end = speak(manner, typing, new Screen.Plain(streams.out(), console));
    }
    if (!end.sentence().isEmpty()) {
      console.say("switchboard: " + end.sentence());
    }
    return end.code();
  }

  private HowItEnded speak(Manner manner, Typing typing, Screen screen)
      throws IOException, InterruptedException {
    List<EventListener> observers = observers(screen);
    try (screen;
        Recorder recorder = recorder(manner, screen)) {
      if (recorder != null) {
        observers.add(recorder);
      }
      Dial dial =
          dial(manner.endpoint(), observers)
              .framing(manner.framing())
              .limits(Limits.defaults().with(it -> it.message = maxMessage))
              .timeout(manner.timeout())
              .connectTimeout(wait == null ? Client.USUAL_TIMEOUT : wait);
      try (Client client = dial.connect()) {
        Typing said = crlf ? new LineFeeds(typing) : typing;
        return new Exchange(client, manner, said, screen).run();
      }
    }
  }

  private @Nullable Recorder recorder(Manner manner, Screen screen) throws IOException {
    return record == null ? null : Recorder.to(record, manner, Destination.service(words), screen);
  }

  /** Who is told of everything that happens. */
  private List<EventListener> observers(Screen screen) {
    List<EventListener> observers = new ArrayList<>();
    if (verbose) {
      observers.add(new SpeakNarrator(screen));
    }
    if (json) {
      observers.add(event -> screen.say(Json.line(EventFields.of(event))));
    }
    return observers;
  }

  private int playScripts() throws IOException, InterruptedException {
    if (record != null || framing != null || hex || crlf || stay != null || wait != null) {
      throw new IllegalArgumentException(
          "--script says all that there is to say: leave --record, --framing, --hex, -C, -q and -w"
              + " away; how long to wait is 'within TIME' in the script");
    }
    List<EventListener> observers = observers(new Screen.Plain(streams.out(), console));
    ScriptedClient client =
        new ScriptedClient(console, words, transport(), endpoint -> dial(endpoint, observers));
    return client.playAll(scripts);
  }

  private Dial dial(Endpoint endpoint, List<EventListener> observers) throws IOException {
    refuseNames(endpoint);
    Dial dial = Client.to(endpoint).tls(tls.chosen(endpoint instanceof Endpoint.Tls, console::say));
    if (four || six) {
      dial = dial.family(four ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    }
    if (!observers.isEmpty()) {
      dial = dial.listener(event -> observers.forEach(observer -> observer.happened(event)));
    }
    return source.isEmpty() && sourcePort == 0 ? dial : dial.from(source, sourcePort);
  }

  /** What the options mean together. */
  Manner manner() {
    Destination to = Destination.read(words, transport());
    Endpoint endpoint = to.endpoint();
    refuseNames(endpoint);
    Framing chosen = framing(to);
    boolean byLine = endpoint instanceof Endpoint.Icmp; // a request for each
    boolean framed = !isRaw(chosen) && (framing != null || to.service() != null || byLine);
    return new Manner(
        endpoint,
        endpoint.packets() && !framed ? Framing.datagram() : chosen,
        framed,
        hex ? new HexDump() : framed ? Rendering.lines() : Rendering.raw(),
        streams.inIsTerminal(),
        wait == null ? Limits.FOREVER : wait,
        stay != null ? stay : endpoint.connects() ? Limits.FOREVER : UDP_STAYS);
  }

  private Destination.Wanted transport() {
    if (four && six) {
      throw new IllegalArgumentException("-4 and -6 cannot both be meant: leave both away");
    }
    if (unix) {
      return udp ? Destination.Wanted.UNIXGRAM : Destination.Wanted.UNIX;
    }
    return udp ? Destination.Wanted.UDP : Destination.Wanted.ANY;
  }

  private Framing framing(Destination to) {
    boolean packets = to.endpoint().packets();
    Framing chosen = framing == null ? usualFraming(to) : Framing.parse(framing);
    if (chosen.name().equals("datagram") && !packets) {
      throw new IllegalArgumentException(
          to.endpoint() + " is a stream and has no packets: choose another framing than datagram");
    }
    if (!crlf || isRaw(chosen)) {
      return chosen;
    }
    if (framing == null && List.of("line", "datagram").contains(chosen.name())) {
      return Framing.none(); // lines as bytes, with the ending that was asked for
    }
    throw new IllegalArgumentException(
        "-C is for bytes as they are; messages that end with CR LF are --framing 'delim:\\r\\n'");
  }

  private static Framing usualFraming(Destination to) {
    Entry service = to.service();
    boolean packets = to.endpoint().packets();
    if (service == null) {
      return packets ? Framing.datagram() : Framing.none();
    }
    return service.framing(packets);
  }

  /** Whether bytes go and come as they are: such a framing has no boundary that we could put. */
  private static boolean isRaw(Framing framing) {
    return List.of("none", "text").contains(framing.name());
  }

  private void refuseNames(Endpoint endpoint) {
    String host =
        switch (endpoint) {
          case Endpoint.Inet inet -> inet.host();
          case Endpoint.Icmp icmp -> icmp.host();
          case Endpoint.Local local -> Endpoint.THIS_MACHINE;
        };
    boolean name =
        !List.of(Endpoint.THIS_MACHINE, Endpoint.EVERYWHERE).contains(host) && !isAddress(host);
    if (noNames && name) {
      throw new IllegalArgumentException("-n looks no names up, and " + endpoint + " has one");
    }
  }

  private static boolean isAddress(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
