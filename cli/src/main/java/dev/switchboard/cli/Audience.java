package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.event.EventListener;
import dev.switchboard.model.ServerModel;
import dev.switchboard.services.Entry;
import java.util.List;

/**
 * Who hears what the servers do: people on the standard error stream, in words; programs on the
 * standard output stream, as JSON.
 *
 * @param inWords whether people want more than to know where it listens
 * @param asJson whether a program listens
 */
record Audience(Console console, boolean inWords, boolean asJson) {

  /** A server has its port; the first that is heard of it. Servers are numbered from 1. */
  void listening(
      int server, Entry entry, List<Endpoint> endpoints, ServerModel model, int workers) {
    if (asJson) {
      console.print(
          Json.line(EventFields.listening(server, entry.name(), endpoints, model.name(), workers)));
    }
    console.say(Announcement.of(entry, endpoints, model, workers));
  }

  /** Whether anybody wants to hear of events at all. */
  boolean listens() {
    return inWords || asJson;
  }

  /** Hears the events of this server. */
  EventListener of(int server, Entry entry) {
    Narrator narrator = new Narrator(console, entry.name());
    return event -> {
      if (asJson && !(event instanceof Event.Listening)) { // which has been told
        console.print(Json.line(EventFields.of(event, server, entry.name())));
      }
      if (inWords) {
        narrator.happened(event);
      }
    };
  }
}
