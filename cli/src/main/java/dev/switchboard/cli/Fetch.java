package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.fetch.FetchListener;
import dev.switchboard.fetch.Fetching;
import dev.switchboard.fetch.Url;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fetch}: one URL, its body to standard output, all else to standard error. */
@Command(
    name = "fetch",
    header = "Fetch a URL over HTTP/1.1: its body to stdout, all else to stderr.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    modelTransformer = FetchHabits.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  switchboard fetch localhost:8000              what a browser gets",
      "  switchboard fetch -v http://[::1]:8000/       and what was sent and received",
      "  switchboard fetch -v https://example.com/     over TLS, and with whom",
      "  switchboard fetch -L -o page http://host/     follow redirects, into a file",
      "  switchboard fetch -I localhost:8000           the head alone",
      "  switchboard fetch -d name=Ada localhost:8000  post a form",
      "  switchboard fetch --fail -m 5 localhost:8000  for scripts: exit 1 for a 404,",
      "                                                and after 5 s",
      "  switchboard fetch --json localhost:8000       the exchange as JSON"
    },
    synopsisHeading = "%nUsage: ",
    customSynopsis = "switchboard fetch [OPTION…] URL",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions, as curl has them (times: 500ms 5s 1m):%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:a whole reply came, whatever its status",
      "1:the network said no, or the reply was not whole; --fail: or 400 and more",
      "2:wrong usage"
    })
final class Fetch implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "URL",
      hideParamSyntax = true,
      arity = "0..*",
      description = {
        "http://HOST[:PORT]/PATH; http:// may be left away;",
        "https://HOST[:PORT]/PATH.",
        ":PORT/PATH means this machine; IPv6 in brackets."
      })
  List<String> urls = new ArrayList<>();

  @Option(
      names = {"-v", "--verbose"},
      description = "Show connections, requests (>) and heads of replies (<).")
  boolean verbose;

  @Option(
      names = {"-i", "--include"},
      description = "The reply's head before its body, on stdout.")
  boolean include;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The body into this file.")
  @Nullable String file;

  @Option(
      names = {"-f", "--fail"},
      description = "A status of 400 or more is a failure, without its body.")
  boolean fail;

  @Option(
      names = {"-L", "--location"},
      description = "Follow redirects.")
  boolean follow;

  @Option(
      names = "--max-redirs",
      paramLabel = "N",
      description = "At most so many (10; -1: any number).")
  int redirects = 10;

  @Option(
      names = {"-s", "--silent"},
      description = "Say nothing, not even what failed…")
  boolean silent;

  @Option(
      names = {"-S", "--show-error"},
      description = "…but that, with -s.")
  boolean showError;

  @Option(
      names = "--json",
      description = "One JSON object on stdout: heads, times, body (docs/fetch.schema.json).")
  boolean json;

  @Option(
      names = "--unix-socket",
      paramLabel = "PATH",
      description = "Dial this Unix socket instead of the URL's host.")
  @Nullable String unixSocket;

  @Mixin FetchRequest request = new FetchRequest();
  @Mixin FetchTimes times = new FetchTimes();
  @Mixin ClientTlsOptions tls = new ClientTlsOptions();

  Fetch(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Fetching fetching = fetching();
    try (PeerBytes target = new PeerBytes(console, file)) {
      run(fetching, target);
      return ExitCode.FINE;
    } catch (PeerBytes.ReaderGoneException e) {
      return ExitCode.FAILED;
    } catch (IOException e) {
      if (silent && !showError) {
        return ExitCode.FAILED;
      }
      throw e;
    }
  }

  private void run(Fetching fetching, PeerBytes target) throws IOException {
    FetchListener delivery = new FetchDelivery(target, include || request.head);
    FetchListener told =
        silent ? new FetchListener() {} : new FetchNarrator(console, verbose, follow);
    if (!json) {
      fetching.run(new BothListeners(told, delivery));
      return;
    }
    FetchJson shown = new FetchJson(fetching.request(), target);
    try {
      fetching.run(new BothListeners(told, shown));
    } catch (PeerBytes.ReaderGoneException e) {
      throw e;
    } catch (IOException e) {
      shown.failed(e);
      throw e;
    } finally {
      console.print(shown.text());
    }
  }

  private Fetching fetching() throws IOException {
    Url url = Url.parse(url());
    boolean says = !silent && (url.secure() || follow);
    Fetching fetching =
        Fetching.of(request.on(url))
            .redirects(!follow ? 0 : redirects == -1 ? Integer.MAX_VALUE : redirects)
            .patience(times.patience())
            .tls(tls.chosen(true, says ? console::say : sentence -> {}));
    if (fail) {
      fetching = fetching.failingOnStatus();
    }
    return unixSocket == null ? fetching : fetching.through(Endpoint.parse("unix:" + unixSocket));
  }

  private String url() {
    if (urls.size() == 1) {
      return urls.getFirst();
    }
    throw new IllegalArgumentException(
        urls.isEmpty()
            ? "fetch what? Give a URL, as http://localhost:8000/"
            : json
                ? "fetch takes one URL; --json shows the exchange, and JSON is sent with -d DATA -H"
                    + " 'Content-Type: application/json'"
                : "fetch takes one URL, not " + urls.size());
  }
}
