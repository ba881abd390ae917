package dev.switchboard.cli;

import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** How a server is started with nc, ncat and socat, and how here. */
final class ServeHabits implements IModelTransformer {

  private static final String NO_PROGRAM =
      "a program for each connection (serve exec) is not there yet; the services are listed by"
          + " serve --list";

  private static final String UNIXGRAM =
      "the endpoint is unixgram:PATH here, as in serve upper unixgram:/tmp/upper";
  private static final String ABSTRACT_PACKETS =
      "the endpoint is unixgram:@NAME here, as in serve upper unixgram:@upper";

  @Override
  public CommandSpec transform(CommandSpec spec) {
    return table().addTo(spec);
  }

  static void refuseWords(List<String> words) {
    table().refuse(words);
  }

  private static NearMiss table() {
    return new NearMiss()
        .goesWithoutSaying("-l", "--listen")
        .goesWithoutSaying("-k", "--keep-open")
        .goesWithoutSaying("-n", "--nodns")
        .insteadOf(
            "9000",
            "-p is said in the endpoint here: serve hello :%s",
            "-p",
            "--port",
            "--source-port")
        .insteadOf(
            "127.0.0.1", "-s is said in the endpoint here: serve hello %s:8820", "-s", "--source")
        .insteadOf(
            "PATH", "-U is said in the endpoint here: serve hello unix:%s", "-U", "--unixsock")
        .instead("-u is said in the endpoint here: serve upper udp://:12000", "-u", "--udp")
        .instead("-4 is said in the endpoint here: serve hello 127.0.0.1:8820", "-4")
        .instead("-6 is said in the endpoint here: serve hello '[::1]:8820'", "-6")
        .insteadOf("5s", "-w is --idle here: --idle %s", "-w", "--wait", "-i", "--idle-timeout")
        .insteadOf("100", "-m is --max-connections here: %s", "-m", "--max-conns")
        .insteadOf(
            "FILE",
            "what is said goes to standard output with --json: --json > %s",
            "-o",
            "--output",
            "-x",
            "--hex-dump")
        .instead("-C is not needed: a reply has the line ending of its question", "-C", "--crlf")
        .insteadOf("CMD", NO_PROGRAM, "-e", "--exec", "-c", "--sh-exec", "--lua-exec")
        .instead(
            "TLS is said in the endpoint here: serve hello tls://:8443 --self-signed",
            "--ssl",
            "--tls")
        .insteadOf("FILE", "the certificate is --cert here: --cert %s", "--ssl-cert", "--certfile")
        .insteadOf("FILE", "the key is --key here: --key %s", "--ssl-key", "--keyfile")
        .insteadOf("NAME", "ALPN is --alpn here: --alpn %s", "--ssl-alpn")
        .insteadOf(
            "FILE",
            "clients are asked for a certificate with --client-ca: --client-ca %s",
            "--ssl-trustfile",
            "--ca",
            "--cafile")
        .word(
            "openssl-l:",
            "the endpoint is tls://:9000 here, as in serve hello tls://:9000 --self-signed")
        .word(
            "openssl-listen:",
            "the endpoint is tls://:9000 here, as in serve hello tls://:9000 --self-signed")
        .word("tcp-l:", "the endpoint is :9000 here, as in serve hello :9000")
        .word("tcp-listen:", "the endpoint is :9000 here, as in serve hello :9000")
        .word("tcp4-l:", "the endpoint is 127.0.0.1:9000 here, as in serve hello 127.0.0.1:9000")
        .word(
            "tcp4-listen:", "the endpoint is 127.0.0.1:9000 here, as in serve hello 127.0.0.1:9000")
        .word("tcp6-l:", "the endpoint is [::1]:9000 here, as in serve hello '[::1]:9000'")
        .word("tcp6-listen:", "the endpoint is [::1]:9000 here, as in serve hello '[::1]:9000'")
        .word("udp-l:", "the endpoint is udp://:9000 here, as in serve upper udp://:9000")
        .word("udp-listen:", "the endpoint is udp://:9000 here, as in serve upper udp://:9000")
        .word("udp-recv:", "the endpoint is udp://:9000 here, as in serve upper udp://:9000")
        .word("udp-recvfrom:", "the endpoint is udp://:9000 here, as in serve upper udp://:9000")
        .word("unix-l:", "the endpoint is unix:PATH here, as in serve hello unix:/tmp/hello")
        .word("unix-listen:", "the endpoint is unix:PATH here, as in serve hello unix:/tmp/hello")
        .word("unix-recv:", UNIXGRAM)
        .word("unix-recvfrom:", UNIXGRAM)
        .word("abstract-listen:", "the endpoint is unix:@NAME here, as in serve hello unix:@hello")
        .word("abstract-recv:", ABSTRACT_PACKETS)
        .word("abstract-recvfrom:", ABSTRACT_PACKETS)
        .word("exec:", NO_PROGRAM)
        .word("system:", NO_PROGRAM);
  }
}
