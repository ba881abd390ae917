package dev.switchboard.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Options that people bring along from other programs, each with what to type here instead. */
final class ForeignOptions {

  private static final String TLS = "TLS is not there yet: speak over tcp, udp and unix";
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

  private static final Map<String, String> SPEAK = speak();

  private ForeignOptions() {}

  /** The sentence for this option of nc, ncat, socat, telnet or curl, if it is one of theirs. */
  static Optional<String> forSpeak(String typed) {
    String option = typed.contains("=") ? typed.substring(0, typed.indexOf('=')) : typed;
    if (SPEAK.containsKey(option)) {
      return Optional.of(option + ": " + SPEAK.get(option));
    }
    boolean cluster = option.matches("-[A-Za-z0-9]{2,}");
    return cluster
        ? option
            .chars()
            .skip(1)
            .mapToObj(c -> "-" + (char) c)
            .filter(SPEAK::containsKey)
            .findFirst()
            .map(one -> one + ": " + SPEAK.get(one))
        : Optional.empty();
  }

  private static Map<String, String> speak() {
    Map<String, String> all = new HashMap<>();
    put(all, LISTEN, "-l", "--listen", "--keep-open", "--broker", "--chat", "-m", "--max-conns");
    put(
        all,
        TLS,
        "-k",
        "--insecure",
        "--ssl",
        "--tls",
        "--ssl-verify",
        "--ssl-cert",
        "--ssl-key",
        "--ssl-trustfile",
        "--ssl-alpn",
        "--ssl-servername",
        "-R",
        "-K");
    put(all, RUN, "-c", "-e", "--exec", "--sh-exec", "--lua-exec");
    put(all, PROXY, "-x", "-X", "-P", "--proxy", "--proxy-type", "--proxy-auth", "--proxy-dns");
    put(all, TELNET, "-t", "--telnet", "-E", "-8", "-L");
    put(all, SOCKET_OPTION, "-b", "-I", "-O", "-S", "-T", "-D", "-M", "-V", "-g", "-G", "--ttl");
    put(all, REDIRECT, "-o", "--output", "--append-output");
    put(
        all,
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
        "--http1.1");
    put(all, PAUSE, "-i", "--delay", "--interval");
    put(all, "to see whether somebody listens: speak -q 0 HOST PORT </dev/null", "-z", "--zero");
    put(all, "to hear and say nothing: speak HOST PORT </dev/null", "-d", "--recv-only");
    put(all, "to say and hear nothing: speak -q 0 HOST PORT >/dev/null", "--send-only");
    put(all, "to end after so many replies, cut them: speak HOST PORT | head -n 1", "-W");
    put(all, "the system takes a free port where -p names none", "-r", "--random");
    put(
        all,
        "-w ends it after so long without a byte",
        "--idle-timeout",
        "--max-time",
        "--connect-timeout");
    put(
        all,
        "speak ends our side when stdin ends, always; -q says how long it then waits",
        "--no-shutdown",
        "-F");
    put(all, "--hex shows replies in hexadecimal", "--hex-dump");
    put(all, "the framing says where messages end: --framing 'delim:\\0'", "-0");
    put(all, "a Unix socket is named as unix:PATH", "--unix-socket", "--abstract-unix-socket");
    put(all, "addresses are tcp, udp and unix", "--sctp", "--vsock", "--dccp");
    return Map.copyOf(all);
  }

  private static void put(Map<String, String> all, String sentence, String... options) {
    for (String option : options) {
      all.put(option, sentence);
    }
  }
}
