package dev.switchboard.cli;

import dev.switchboard.client.Dial;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.script.Crash;
import dev.switchboard.script.Report;
import dev.switchboard.script.Script;
import dev.switchboard.script.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code speak --script}: plays scripts as the client, one after the other, and says how each went.
 *
 * @param words whom to speak to; none where the script names its service
 * @param wanted the transport that an option asks for
 * @param dialling how an endpoint is dialled
 */
record ScriptedClient(
    Console console, List<String> words, Destination.Wanted wanted, Dialling dialling) {

  /** How an endpoint is dialled; certificates may have to be read for it. */
  interface Dialling {
    Dial to(Endpoint endpoint) throws IOException;
  }

  /** All are read before any is played. */
  int playAll(List<Path> files) throws IOException, InterruptedException {
    List<Script> scripts = new ArrayList<>();
    List<Endpoint> endpoints = new ArrayList<>();
    for (Path file : files) {
      Script script = Script.read(file);
      scripts.add(script);
      endpoints.add(endpoint(script));
    }
    int code = ExitCode.FINE;
    for (int i = 0; i < scripts.size(); i++) {
      Report report = scripts.get(i).speakTo(dialling.to(endpoints.get(i)), Crash.UNKNOWN);
      console.say(report.toString().stripTrailing());
      if (!report.passed()) {
        code = ExitCode.FAILED;
      }
    }
    return code;
  }

  private Endpoint endpoint(Script script) {
    Transport over = script.heading().over();
    String service = script.heading().service();
    if (words.isEmpty() && service == null) {
      throw new IllegalArgumentException(
          "play "
              + script.name()
              + " to whom? Name an endpoint, or say 'service NAME' in the script");
    }
    Destination.Wanted asked =
        wanted == Destination.Wanted.ANY ? Destination.Wanted.of(over) : wanted;
    List<String> to = words.isEmpty() && service != null ? List.of(service) : words;
    Endpoint endpoint = Destination.read(to, asked).endpoint();
    if (Transport.of(endpoint) != over) {
      throw new IllegalArgumentException(
          script.name() + " is over " + over + ", and " + endpoint + " is not");
    }
    return endpoint;
  }
}
