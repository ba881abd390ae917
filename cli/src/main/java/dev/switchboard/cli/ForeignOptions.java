package dev.switchboard.cli;

import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What curl and wget have and {@code fetch} has not, or has under another name: a sentence for
 * each, in place of "unknown option".
 */
final class ForeignOptions implements IModelTransformer {

  private static final String TLS = "there is no TLS yet, so nothing to say about certificates";
  private static final String ADDRESS = "give the address itself in the URL, and -H 'Host: …'";
  private static final String PROXY = "fetch dials the host itself, without a proxy";
  private static final String VERSION = "fetch speaks HTTP/1.1, and no other version";
  private static final String ONCE = "fetch tries once: repeat it in the shell";

  private record Foreign(String sentence, List<String> names) {}

  private static Foreign foreign(String sentence, String... names) {
    return new Foreign(sentence, List.of(names));
  }

  private static final List<Foreign> ALL =
      List.of(
          foreign(TLS, "-k", "--insecure", "--no-check-certificate", "--cacert", "-E", "--cert"),
          foreign("name the file with -o FILE", "-O", "--remote-name", "--output-document"),
          foreign("name the file with -o FILE", "-J", "--remote-header-name"),
          foreign("give -H 'Authorization: Basic …'", "-u", "--user", "--basic"),
          foreign("give -H 'Authorization: Bearer …'", "--oauth2-bearer"),
          foreign("give -H 'User-Agent: …'", "-A", "--user-agent"),
          foreign("give -H 'Referer: …'", "-e", "--referer"),
          foreign("give -H 'Cookie: …'; cookies are not kept", "-b", "--cookie"),
          foreign("cookies are not kept; -v shows them", "-c", "--cookie-jar"),
          foreign("give -H 'Range: bytes=…'", "-r", "--range", "-C", "--continue-at"),
          foreign("a form is sent with -d NAME=VALUE, in one part", "-F", "--form"),
          foreign("give -X PUT --data-binary @FILE", "-T", "--upload-file"),
          foreign("put the data into the URL, behind a ?", "-G", "--get"),
          foreign("encode it, and give -d DATA", "--data-urlencode"),
          foreign("give -d DATA", "--data-raw", "--data-ascii", "--post-data"),
          foreign("give --data-binary @FILE", "--post-file", "--body-file"),
          foreign("give -X METHOD", "--method"),
          foreign(
              "without --fail the body comes; -v or --json says the status", "--fail-with-body"),
          foreign("give -I", "--spider"),
          foreign("give -i for the head, or -v", "-D", "--dump-header", "--server-response"),
          foreign("give -i", "--save-headers"),
          foreign("give -s", "-q", "--quiet", "-#", "--progress-bar", "--no-progress-meter"),
          foreign("give --json: it has the status and the times", "--write-out"),
          foreign("give -w SECONDS, or -m SECONDS for all", "--timeout", "-y", "-Y"),
          foreign("give --max-redirs N with -L", "--max-redirect"),
          foreign(ONCE, "--retry", "--tries", "-Z", "--parallel"),
          foreign(PROXY, "-x", "--proxy", "--socks5", "--noproxy"),
          foreign(ADDRESS, "-4", "--ipv4", "-6", "--ipv6", "--resolve", "--connect-to"),
          foreign(VERSION, "-0", "--http1.0", "--http1.1", "--http0.9"),
          foreign(VERSION, "--http2", "--http2-prior-knowledge", "--http3"),
          foreign("what comes is shown as it is, and nothing unpacked", "--compressed"),
          foreign("nothing is held back: leave it away", "-N", "--no-buffer"),
          foreign("the system chooses our address and port", "--interface", "--local-port"),
          foreign("an abstract name is not there yet", "--abstract-unix-socket"),
          foreign("dots in a path are always resolved", "--path-as-is"),
          foreign("a URL is taken as it is: leave it away", "-g", "--globoff"),
          foreign("fetch takes one URL, without an option", "--url", "--next"));

  @Override
  public CommandSpec transform(CommandSpec command) {
    for (Foreign foreign : ALL) {
      for (String name : foreign.names()) {
        String sentence = name + " is not there: " + foreign.sentence();
        command.addOption(refusing(name, new Refusal(command, sentence)));
      }
    }
    return command;
  }

  private static OptionSpec refusing(String name, Refusal refusal) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("0..1")
        .fallbackValue("")
        .hidden(true)
        .setter(refusal)
        .build();
  }

  /** Called with null before anything was typed. */
  private record Refusal(CommandSpec command, String sentence) implements ISetter {

    @Override
    public <T> T set(T value) {
      if (value != null) {
        throw new ParameterException(command.commandLine(), sentence);
      }
      return value;
    }
  }
}
