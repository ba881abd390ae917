package dev.switchboard.cli;

import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** What curl and wget have and {@code fetch} has not, or has under another name. */
final class FetchHabits implements IModelTransformer {

  private static final String ADDRESS = "give the address itself in the URL, and -H 'Host: …'";
  private static final String PROXY = "fetch dials the host itself, without a proxy";
  private static final String VERSION = "fetch speaks HTTP/1.1, and no other version";
  private static final String ONCE = "fetch tries once: repeat it in the shell";

  @Override
  public CommandSpec transform(CommandSpec spec) {
    return table().addTo(spec);
  }

  private static NearMiss table() {
    return new NearMiss()
        .refuses("give -k: any certificate is believed then", "--no-check-certificate")
        .refuses("give --ca FILE", "--ca-certificate", "--capath")
        .refuses("give --cert FILE", "--certificate", "-E")
        .refuses("give --key FILE", "--private-key")
        .refuses("give --fingerprint SHA256, of the certificate", "--pinnedpubkey")
        .refuses("give --tls-min 1.2", "--tlsv1.2", "-1", "--tlsv1")
        .refuses("give --tls-min 1.3", "--tlsv1.3")
        .refuses("name the file with -o FILE", "-O", "--remote-name", "--output-document")
        .refuses("name the file with -o FILE", "-J", "--remote-header-name")
        .refuses("give -H 'Authorization: Basic …'", "-u", "--user", "--basic")
        .refuses("give -H 'Authorization: Bearer …'", "--oauth2-bearer")
        .refuses("give -H 'User-Agent: …'", "-A", "--user-agent")
        .refuses("give -H 'Referer: …'", "-e", "--referer")
        .refuses("give -H 'Cookie: …'; cookies are not kept", "-b", "--cookie")
        .refuses("cookies are not kept; -v shows them", "-c", "--cookie-jar")
        .refuses("give -H 'Range: bytes=…'", "-r", "--range", "-C", "--continue-at")
        .refuses("a form is sent with -d NAME=VALUE, in one part", "-F", "--form")
        .refuses("give -X PUT --data-binary @FILE", "-T", "--upload-file")
        .refuses("put the data into the URL, behind a ?", "-G", "--get")
        .refuses("encode it, and give -d DATA", "--data-urlencode")
        .refuses("give -d DATA", "--data-raw", "--data-ascii", "--post-data")
        .refuses("give --data-binary @FILE", "--post-file", "--body-file")
        .refuses("give -X METHOD", "--method")
        .refuses("without --fail the body comes; -v or --json says the status", "--fail-with-body")
        .refuses("give -I", "--spider")
        .refuses("give -i for the head, or -v", "-D", "--dump-header", "--server-response")
        .refuses("give -i", "--save-headers")
        .refuses("give -s", "-q", "--quiet", "-#", "--progress-bar", "--no-progress-meter")
        .refuses("give --json: it has the status and the times", "--write-out")
        .refuses("give -w SECONDS, or -m SECONDS for all", "--timeout", "-y", "-Y")
        .refuses("give --max-redirs N with -L", "--max-redirect")
        .refuses(ONCE, "--retry", "--tries", "-Z", "--parallel")
        .refuses(PROXY, "-x", "--proxy", "--socks5", "--noproxy")
        .refuses(ADDRESS, "-4", "--ipv4", "-6", "--ipv6", "--resolve", "--connect-to")
        .refuses(VERSION, "-0", "--http1.0", "--http1.1", "--http0.9")
        .refuses(VERSION, "--http2", "--http2-prior-knowledge", "--http3")
        .refuses("what comes is shown as it is, and nothing unpacked", "--compressed")
        .refuses("nothing is held back: leave it away", "-N", "--no-buffer")
        .refuses("the system chooses our address and port", "--interface", "--local-port")
        .insteadOf(
            "NAME", "an abstract name begins with @: --unix-socket @%s", "--abstract-unix-socket")
        .refuses("dots in a path are always resolved", "--path-as-is")
        .refuses("a URL is taken as it is: leave it away", "-g", "--globoff")
        .refuses("fetch takes one URL, without an option", "--url", "--next");
  }
}
