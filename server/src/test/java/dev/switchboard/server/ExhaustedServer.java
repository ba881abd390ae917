package dev.switchboard.server;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.session.Limits;
import dev.switchboard.wire.AnsweredException;
import dev.switchboard.wire.SystemAnswer;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of its own, because all of a process share its descriptors: it serves under the model
 * that it is given, says where and what happens to accept, takes all descriptors at an "f" on its
 * standard input, gives them back at another letter, and ends with its input.
 */
final class ExhaustedServer {

  private ExhaustedServer() {}

  @SuppressWarnings("SystemOut") // it is a program
  public static void main(String[] arguments) throws IOException {
    Server server =
        Server.on(Endpoint.tcp("127.0.0.1", 0))
            .model(ServerModel.named(arguments[0]))
            .limits(Limits.defaults().with(it -> it.connections = 9999))
            .listener(event -> {
              if (event instanceof Event.AcceptFailed failed) {
                System.out.println("failed: " + failed.answer());
              }
            });
    // Classes come from files: what failures need is loaded while there are descriptors.
    FaultyTransport once = new FaultyTransport();
    once.acceptFaults.add(
        new AnsweredException(SystemAnswer.TOO_MANY_OPEN_FILES, "loading classes"));
    if (server.model().needsDescriptors()) { // a double has none: it fails under another model
      ask(server);
      ask(server.model(ServerModel.select()).transport(once));
    } else {
      ask(server.transport(once));
    }
    try (Running running = server.workers(Integer.parseInt(arguments[1])).serve(Trial.UPPER)) {
      System.out.println("serving: " + running.endpoint());
      List<Closeable> files = new ArrayList<>();
      for (int command = System.in.read(); command >= 0; command = System.in.read()) {
        if (command == 'f') {
          fill(files);
          System.out.println("filled: " + !files.isEmpty());
        } else {
          for (Closeable file : files) {
            file.close();
          }
        }
      }
    }
  }

  private static void ask(Server server) throws IOException {
    try (Running running = server.serve(Trial.UPPER);
        Client client = Client.connect(running.endpoint(), Framing.line())) {
      client.send("hello");
      client.receive();
    }
  }

  /** Opens files until there is no descriptor left. */
  private static void fill(List<Closeable> files) {
    try {
      while (true) {
        files.add(new FileInputStream("/dev/null"));
      }
    } catch (FileNotFoundException e) {
      return; // "Too many open files" here
    }
  }
}
