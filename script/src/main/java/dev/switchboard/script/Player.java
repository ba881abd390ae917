package dev.switchboard.script;

import dev.switchboard.framing.Codec;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.framing.UnsendableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plays one side of a script, step by step: what its own side does it does, what the other side
 * does it expects. The first thing that differs ends it.
 */
final class Player {

  /** How long a client waits for what it expects. */
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(5);

  private final Script script;
  private final Direction side;
  private final Stage stage;
  private final boolean packets;
  private final Framing framing;
  private final Duration patience;
  private final Map<String, Party> parties = new HashMap<>();
  private final Set<String> left = new HashSet<>(); // where this side has closed or reset
  private final List<Played> played = new ArrayList<>();

  /** One client's connection, and what was heard on it. */
  private record Party(Connection connection, Inbox inbox) {}

  Player(Script script, Direction side, Stage stage) {
    this.script = script;
    this.side = side;
    this.stage = stage;
    this.packets = script.heading().over().packets();
    this.framing = script.heading().framingOrRaw();
    Duration within = script.heading().within();
    // A client in front of us may be a person who thinks; the server's limits end who is idle.
    Duration usual =
        side == Direction.TO_SERVER ? USUAL_PATIENCE : script.heading().limits().idle();
    this.patience = within == null ? usual : within;
  }

  Report play() throws InterruptedException {
    List<Step> steps = script.steps();
    Failure failure = null;
    for (int i = 0; failure == null && i < steps.size(); i++) {
      failure = play(steps.get(i), steps.subList(i + 1, steps.size()));
      if (failure == null) {
        played.add(new Played(steps.get(i), Duration.ofNanos(stage.now())));
      }
    }
    failure = failure == null ? end() : failure;
    return new Report(script, stage.place(), played, failure, Duration.ofNanos(stage.now()));
  }

  private @Nullable Failure play(Step step, List<Step> later) throws InterruptedException {
    if (step.act() instanceof Act.Wait wait) {
      if (step.by() == null || step.by() == side) {
        stage.pause(wait.time());
      }
      return null;
    }
    if (step.act() instanceof Act.Open) {
      parties.remove(step.client());
      left.remove(step.client());
    } else if (left.contains(step.client())) {
      return null; // what still comes where this side has left is nobody's
    }
    Party party = parties.get(step.client());
    if (party == null) {
      try {
        party = open(step.client());
      } catch (IOException e) {
        return new Failure(
            step, Failure.Kind.UNREACHED, String.valueOf(e.getMessage()), null, null);
      }
    }
    if (step.by() != side) {
      Expectation expectation =
          new Expectation(
              step, party.inbox(), packets, framing, later(stage.now(), patience.toNanos()));
      return expectation.failure(stage);
    }
    return act(step, party, later);
  }

  /** A time that is never before this one, however long the wait. */
  static long later(long now, long wait) {
    return wait > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + wait;
  }

  /** Bytes that may wait to be looked at: as many as a step can have, or the server's limit. */
  private int mostHeard() {
    long most =
        side == Direction.TO_SERVER
            ? Quoted.MOST_BYTES
            : Math.max(script.heading().limits().message(), script.longestData());
    return (int) Math.min(most, Quoted.MOST_BYTES);
  }

  private Party open(String client) throws IOException, InterruptedException {
    Connection connection = stage.open(client, patience);
    Party party =
        new Party(connection, new Inbox(stage, connection, packets, framing, mostHeard()));
    parties.put(client, party);
    return party;
  }

  private void leave(String client) {
    parties.remove(client);
    left.add(client);
  }

  // ---- what this side does ----

  private @Nullable Failure act(Step step, Party party, List<Step> later)
      throws InterruptedException {
    try {
      switch (step.act()) {
        case Act.Data data -> party.connection().send(data.bytes());
        case Act.Message message -> party.connection().send(encoded(message, party));
        case Act.End _ -> party.connection().end();
        case Act.Close _ -> {
          party.connection().close();
          leave(step.client());
        }
        case Act.Reset _ -> {
          party.connection().reset();
          leave(step.client());
        }
        case Act.Nothing nothing -> stage.pause(nothing.time());
        case Act.Like _, Act.Open _, Act.Wait _ -> {} // a pattern was refused before
      }
      return null;
    } catch (UnsendableException e) {
      return failed(step, Failure.Kind.WRONG, "this message cannot be sent: " + e.getMessage());
    } catch (IOException e) {
      return isExpectedToBreak(step, later) ? null : notSent(step, e);
    }
  }

  private byte[] encoded(Act.Message message, Party party) {
    Frame frame = Frame.of(message.data().bytes());
    framing.measure(frame);
    // A client says what the script says; a server answers as it was asked, CR LF for CR LF.
    Codec codec =
        side == Direction.TO_SERVER ? framing.codec(Integer.MAX_VALUE >> 1) : party.inbox().codec();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.encode(
        frame,
        (memory, offset, length) -> {
          byte[] some = new byte[length];
          memory.get(offset, some);
          bytes.writeBytes(some);
        });
    return bytes.toByteArray();
  }

  /** Whether the next thing that the other side does is to go, which may be noticed early. */
  private boolean isExpectedToBreak(Step step, List<Step> later) {
    return later.stream()
        .filter(next -> next.client().equals(step.client()) && next.by() != side)
        .filter(next -> next.by() != null)
        .findFirst()
        .filter(next -> next.act() instanceof Act.Reset || next.act() instanceof Act.Close)
        .isPresent();
  }

  private Failure notSent(Step step, IOException e) {
    String reason = stage.crash();
    return reason == null
        ? failed(step, Failure.Kind.RESET, "this could not be sent: " + e.getMessage())
        : failed(step, Failure.Kind.CRASHED, reason);
  }

  private static Failure failed(Step step, Failure.Kind kind, String what) {
    return new Failure(step, kind, what, null, null);
  }

  // ---- the end ----

  /** Bytes that nobody expected fail; a connection that is still open does not. */
  private @Nullable Failure end() throws InterruptedException {
    String reason = stage.crash();
    if (reason != null) {
      return new Failure(null, Failure.Kind.CRASHED, reason, null, null);
    }
    for (Map.Entry<String, Party> entry : parties.entrySet()) {
      Inbox inbox = entry.getValue().inbox();
      if (inbox.isEmpty()) {
        inbox.more(stage.now());
      }
      if (!inbox.isEmpty()) {
        String whose = entry.getKey().isEmpty() ? "" : " for " + entry.getKey();
        return new Failure(
            null, Failure.Kind.WRONG, "bytes are left over" + whose, null, inbox.peek());
      }
    }
    return null;
  }
}
