package dev.switchboard.cli;

import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What curl and wget have and {@code fetch} has not, or has under another name: a sentence for each,
 * in place of "unknown option".
 */
final class ForeignOptions implements IModelTransformer {

  private static final String TLS = "there is no TLS yet, so nothing to say about certificates";
  private static final String ADDRESS = "give the address itself in the URL, and -H 'Host: …'";
  private static final String PROXY = "fetch dials the host itself, without a proxy";
  private static final String VERSION = "fetch speaks HTTP/1.1, and no other version";
  private static final String ONCE = "fetch tries once: repeat it in the shell";

  private record Foreign(String sentence, String... names) {}

  private static final List<Foreign> ALL =
      List.of(
          new Foreign(TLS, "-k", "--insecure", "--no-check-certificate", "--cacert", "-E", "--cert"),
          new Foreign("name the file with -o FILE", "-O", "--remote-name", "--output-document"),
          new Foreign("name the file with -o FILE", "-J", "--remote-header-name"),
          new Foreign("give -H 'Authorization: Basic …'", "-u", "--user", "--basic"),
          new Foreign("give -H 'Authorization: Bearer …'", "--oauth2-bearer"),
          new Foreign("give -H 'User-Agent: …'", "-A", "--user-agent"),
          new Foreign("give -H 'Referer: …'", "-e", "--referer"),
          new Foreign("give -H 'Cookie: …'; cookies are not kept", "-b", "--cookie"),
          new Foreign("cookies are not kept; -v shows them", "-c", "--cookie-jar"),
          new Foreign("give -H 'Range: bytes=…'", "-r", "--range", "-C", "--continue-at"),
          new Foreign("a form is sent with -d NAME=VALUE, in one part", "-F", "--form"),
          new Foreign("give -X PUT --data-binary @FILE", "-T", "--upload-file"),
          new Foreign("put the data into the URL, behind a ?", "-G", "--get"),
          new Foreign("encode it, and give -d DATA", "--data-urlencode"),
          new Foreign("give -d DATA", "--data-raw", "--data-ascii", "--post-data"),
          new Foreign("give --data-binary @FILE", "--post-file", "--body-file"),
          new Foreign("give -X METHOD", "--method"),
          new Foreign("without --fail the body comes; -v or --json says the status", "--fail-with-body"),
          new Foreign("give -I", "--spider"),
          new Foreign("give -i for the head, or -v", "-D", "--dump-header", "--server-response"),
          new Foreign("give -i", "--save-headers"),
          new Foreign("give -s", "-q", "--quiet", "-#", "--progress-bar", "--no-progress-meter"),
          new Foreign("give --json: it has the status and the times", "--write-out"),
          new Foreign("give -w SECONDS, or -m SECONDS for all", "--timeout", "-y", "-Y"),
          new Foreign("give --max-redirs N with -L", "--max-redirect"),
          new Foreign(ONCE, "--retry", "--tries", "-Z", "--parallel"),
          new Foreign(PROXY, "-x", "--proxy", "--socks5", "--noproxy"),
          new Foreign(ADDRESS, "-4", "--ipv4", "-6", "--ipv6", "--resolve", "--connect-to"),
          new Foreign(VERSION, "-0", "--http1.0", "--http1.1", "--http0.9"),
          new Foreign(VERSION, "--http2", "--http2-prior-knowledge", "--http3"),
          new Foreign("what comes is shown as it is, and nothing unpacked", "--compressed"),
          new Foreign("nothing is held back: leave it away", "-N", "--no-buffer"),
          new Foreign("the system chooses our address and port", "--interface", "--local-port"),
          new Foreign("an abstract name is not there yet", "--abstract-unix-socket"),
          new Foreign("dots in a path are always resolved", "--path-as-is"),
          new Foreign("a URL is taken as it is: leave it away", "-g", "--globoff"),
          new Foreign("fetch takes one URL, without an option", "--url", "--next"));

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
