package dev.switchboard.cli;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Walks once through what most starts do, so that the launcher can keep the classes of that walk in
 * the JVM's AOT cache (JEP 483). Hidden: it is part of the build.
 */
@Command(name = "rehearse", hidden = true)
final class Rehearse implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Console silent = new Console(nowhere, nowhere);
    CommandLine line = Main.commandLine(silent);
    line.usage(new PrintWriter(nowhere, true, StandardCharsets.UTF_8));
    line.execute("serve", "--help");
    line.execute("serve", "--list");
    line.execute("serve", "no-such-service");
    answerOneClient(silent);
    fetchOnce(line);
    return ExitCode.FINE;
  }

  private static void answerOneClient(Console silent) throws IOException {
    Serve serve = new Serve(silent);
    CommandLine.populateCommand(serve, "hello", "0", "--verbose");
    for (Running running : serve.start()) {
      try (running;
          Client client = Client.connect(running.endpoint(), Framing.line())) {
        client.send("rehearsal");
        client.receive();
        speakTo(running.endpoint(), silent);
      }
    }
  }

  private static void fetchOnce(CommandLine line) throws IOException {
    line.execute("fetch", "--help");
    Frame reply =
        Frame.of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n");
    Server server = Server.on(Endpoint.tcp("127.0.0.1", 0)).framing(Framing.none());
    try (Running running = server.serve(Service.replyingFrames(request -> reply).once())) {
      String url = running.endpoint().toString().replace("tcp:", "http:");
      line.execute("fetch", "--verbose", url);
      line.execute("fetch", "--json", url);
      running.closeNow();
      line.execute("fetch", url);
    }
  }

  private static void speakTo(Endpoint endpoint, Console silent) throws IOException {
    StandardStreams streams =
        new StandardStreams(
            new ByteArrayInputStream("rehearsal\n".getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            false,
            false);
    Speak speak = new Speak(silent, streams);
    CommandLine.populateCommand(speak, "--verbose", "hello", endpoint.toString());
    try {
      speak.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
