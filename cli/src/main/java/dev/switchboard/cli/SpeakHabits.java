package dev.switchboard.cli;

import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** What nc, ncat, socat, telnet and curl have and {@code speak} has not, or has by another name. */
final class SpeakHabits implements IModelTransformer {

  private static final String TLS = "TLS is said in the endpoint here: speak tls://HOST:PORT";
  private static final String LISTEN = "speak does not listen: 'switchboard serve' does";
  private static final String RUN = "speak runs no program: let the shell connect it with a pipe";
  private static final String PROXY = "speak knows no proxies: it connects by itself";
  private static final String TELNET =
      "speak does not negotiate as telnet does; it needs no option to talk to text services";
  private static final String SOCKET_OPTION = "speak sets no such option on its socket";
  private static final String REDIRECT = "stdout is what the peer said: redirect it, >FILE";
  private static final String WEB = "that is for the web: 'switchboard fetch' gets a URL";
  private static final String PAUSE =
      "speak sends what comes when it comes: pipe it from a program that pauses";

  @Override
  public CommandSpec transform(CommandSpec spec) {
    return table().addTo(spec);
  }

  private static NearMiss table() {
    return new NearMiss()
        .refuses(LISTEN, "-l", "--listen", "--keep-open", "--broker", "--chat", "-m", "--max-conns")
        .refuses(TLS, "--ssl", "--tls")
        .refuses("certificates are checked anyway; -k does without", "--ssl-verify", "--verify")
        .refuses("it is --cert FILE here", "--ssl-cert")
        .refuses("it is --key FILE here", "--ssl-key", "-K")
        .refuses("it is --ca FILE here", "--ssl-trustfile", "-R", "--cafile")
        .refuses("it is --alpn NAME here", "--ssl-alpn")
        .refuses("it is --sni NAME here", "--ssl-servername")
        .refuses(RUN, "-c", "-e", "--exec", "--sh-exec", "--lua-exec")
        .refuses(PROXY, "-x", "-X", "-P", "--proxy", "--proxy-type", "--proxy-auth", "--proxy-dns")
        .refuses(TELNET, "-t", "--telnet", "-E", "-8", "-L")
        .refuses(SOCKET_OPTION, "-b", "-I", "-O", "-S", "-T", "-D", "-M", "-g", "-G", "--ttl")
        .refuses(REDIRECT, "-o", "--output", "--append-output")
        .refuses(
            WEB,
            "-H",
            "--header",
            "--data",
            "--request",
            "-A",
            "--user-agent",
            "--location",
            "--head",
            "--url",
            "--http1.1")
        .refuses(PAUSE, "-i", "--delay", "--interval")
        .refuses("to see whether somebody listens: speak -q 0 HOST PORT </dev/null", "-z", "--zero")
        .refuses("to hear and say nothing: speak HOST PORT </dev/null", "-d", "--recv-only")
        .refuses("to say and hear nothing: speak -q 0 HOST PORT >/dev/null", "--send-only")
        .refuses("to end after so many replies, cut them: speak HOST PORT | head -n 1", "-W")
        .refuses("the system takes a free port where -p names none", "-r", "--random")
        .refuses(
            "-w ends it after so long without a byte",
            "--idle-timeout",
            "--max-time",
            "--connect-timeout")
        .refuses(
            "speak ends our side when stdin ends, always; -q says how long it then waits",
            "--no-shutdown",
            "-F")
        .refuses("--hex shows replies in hexadecimal", "--hex-dump")
        .refuses("the framing says where messages end: --framing 'delim:\\0'", "-0")
        .refuses("a Unix socket is named as unix:PATH", "--unix-socket")
        .refuses("an abstract name is named as unix:@NAME", "--abstract-unix-socket")
        .refuses(
            "addresses are tcp, udp, unix, unixgram and seqpacket", "--sctp", "--vsock", "--dccp");
  }
}
