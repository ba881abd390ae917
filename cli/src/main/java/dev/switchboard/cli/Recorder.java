package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.event.EventListener;
import dev.switchboard.script.Direction;
import dev.switchboard.script.Transcript;
import dev.switchboard.script.Transport;
import dev.switchboard.session.Ending;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code speak --record}: writes down a conversation as its events tell it. When it cannot be
 * written any more, that is said once, and the conversation goes on.
 */
final class Recorder implements EventListener, AutoCloseable {

  private final Path file;
  private final Screen screen;
  private final Beginning beginning;
  private final boolean connects;
  private @Nullable Transcript transcript; // from the connection on; guarded by this
  private final Thread atTheEnd = Thread.ofPlatform().unstarted(this::finish); // also by Ctrl-C
  private boolean failed; // guarded by this
  private boolean peerEnded; // guarded by this

  /** Makes the file anew; not before there is a connection, so that no other recording is lost. */
  private interface Beginning {
    Transcript at(long now) throws IOException;
  }

  private Recorder(Path file, Screen screen, Beginning beginning, boolean connects) {
    this.file = file;
    this.screen = screen;
    this.beginning = beginning;
    this.connects = connects;
    Runtime.getRuntime().addShutdownHook(atTheEnd);
  }

  /**
   * Begins a script in this file, in place of what was in it.
   *
   * @param service its name, or an empty text
   */
  static Recorder to(Path file, Manner manner, String service, Screen screen) throws IOException {
    Endpoint endpoint = manner.endpoint();
    Transport over = Transport.of(endpoint);
    List<String> headings = new ArrayList<>();
    if (!service.isEmpty()) {
      headings.add("service " + service);
    }
    if (manner.framed()) {
      headings.add("framing " + manner.framing().name());
    }
    try {
      Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      Beginning beginning =
          now -> {
            BufferedWriter out = Files.newBufferedWriter(file);
            String remark = "recorded " + Instant.now() + " with " + endpoint;
            return new Transcript(out, remark, over, headings, now);
          };
      return new Recorder(file, screen, beginning, endpoint.connects());
    } catch (IOException e) {
      throw new IOException("Cannot record into " + file + ": " + FileTrouble.said(e) + ".", e);
    }
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000 + at.getNano();
  }

  @Override
  public synchronized void happened(Event event) {
    if (!failed) {
      try {
        write(event, nanos(event.at()));
      } catch (IOException e) {
        failed = true;
        screen.say("Nothing more is recorded into " + file + ": " + FileTrouble.said(e) + ".");
      }
    }
  }

  private void write(Event event, long now) throws IOException {
    Transcript open = transcript;
    if (event instanceof Event.Connected) {
      transcript = beginning.at(now);
    } else if (open != null) {
      write(open, event, now);
    }
  }

  private void write(Transcript transcript, Event event, long now) throws IOException {
    switch (event) {
      case Event.Sent it -> transcript.sent(it.bytes().toBytes(), now);
      case Event.Received it -> transcript.received(it.bytes().toBytes(), now);
      case Event.Finished _ -> transcript.act(Direction.TO_SERVER, "end", now);
      case Event.PeerFinished _ -> {
        peerEnded = true;
        transcript.act(Direction.TO_CLIENT, "end", now);
      }
      case Event.Ended it -> {
        if (it.ending() instanceof Ending.Reset) {
          transcript.act(Direction.TO_CLIENT, "reset", now);
        } else if (!peerEnded && connects) {
          transcript.act(Direction.TO_SERVER, "close", now);
        }
      }
      default -> {} // a server's, and what needs no step
    }
  }

  private synchronized void finish() {
    try {
      if (transcript != null) {
        transcript.close();
      }
    } catch (IOException e) {
      screen.say("The last line is missing in " + file + ": " + FileTrouble.said(e) + ".");
    } finally {
      failed = true; // nothing more can be written
    }
  }

  @Override
  public void close() {
    finish();
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException e) {
      return; // it is the end already
    }
  }
}
