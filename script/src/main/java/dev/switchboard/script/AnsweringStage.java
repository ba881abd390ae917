package dev.switchboard.script;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.ConversationEndedException;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Talk;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Connections of real clients, under whichever server model they are served. */
final class AnsweringStage implements Stage {

  private static final Duration SETTLING = Duration.ofMillis(50);

  private final Answering.Group group;
  private final long began = System.nanoTime();
  private String place = "for nobody yet";

  AnsweringStage(Answering.Group group) {
    this.group = group;
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public Connection open(String client, Duration most) throws IOException, InterruptedException {
    Talk talk = group.arrived().poll(most.toNanos(), TimeUnit.NANOSECONDS);
    if (talk == null) {
      throw new IOException("no client came for " + most.toMillis() + " ms");
    }
    place = talk.peer().local() + " for " + talk.peer().remote();
    return new Answered(talk);
  }

  @Override
  public long now() {
    return System.nanoTime() - began;
  }

  @Override
  public @Nullable String crash() {
    return null; // of a client nothing more is known
  }

  /** Each connection is closed when its dialogue returns. */
  @Override
  public void close() {}

  private record Answered(Talk talk) implements Connection {

    @Override
    public void send(byte[] segment) throws IOException, InterruptedException {
      try {
        talk.send(Frame.of(segment));
      } catch (ConversationEndedException e) {
        if (heard(e) instanceof Heard.Silence) {
          throw new IOException("the client was silent for too long", e);
        }
        throw new IOException(how(e), e);
      }
    }

    @Override
    public void end() {
      talk.finish();
    }

    /** The service closes when the script is over; what it says until then is nothing. */
    @Override
    public void close() {
      talk.finish();
    }

    @Override
    public void reset() {
      talk.reset();
    }

    @Override
    public Heard hear(Duration most) throws InterruptedException {
      try {
        // What is there already is known only after the session has been asked for it.
        Frame frame = talk.receiveFrame(most.compareTo(SETTLING) < 0 ? SETTLING : most);
        return frame == null ? new Heard.Ended() : new Heard.Bytes(frame);
      } catch (TimeoutException e) {
        return new Heard.Silence();
      } catch (ConversationEndedException e) {
        return heard(e);
      }
    }

    /** How it ended for the client; what we ended because it was silent is silence. */
    private static Heard heard(ConversationEndedException e) {
      return switch (e.ending()) {
        case Ending.Idle _, Ending.Late _ -> new Heard.Silence();
        case Ending.Drained _, Ending.Forced _ -> throw new StoppedException();
        default -> new Heard.Broken(how(e));
      };
    }

    private static String how(ConversationEndedException e) {
      return e.ending() instanceof Ending.Reset ? "reset" : e.ending().toString();
    }
  }
}
