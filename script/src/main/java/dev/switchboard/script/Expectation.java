package dev.switchboard.script;

import dev.switchboard.framing.Framing;
import dev.switchboard.framing.TruncatedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One step of the other side: waits for it, and says what came in its place. */
final class Expectation {

  private final Step step;
  private final Inbox inbox;
  private final boolean packets;
  private final Framing framing;
  private final long until;
  private final String other;

  Expectation(Step step, Inbox inbox, boolean packets, Framing framing, long until) {
    this.step = step;
    this.inbox = inbox;
    this.packets = packets;
    this.framing = framing;
    this.until = until;
    this.other = step.by() == Direction.TO_SERVER ? "the client" : "the server";
  }

  @Nullable Failure failure(Stage stage) throws InterruptedException {
    return switch (step.act()) {
      case Act.Data data when data.once() -> once(data.bytes());
      case Act.Data data -> packets ? packet(data.bytes()) : bytes(data.bytes());
      case Act.Message message -> message(message.data().bytes());
      case Act.Like like -> like(like);
      case Act.End _ -> end(false);
      case Act.Close _ -> packets ? null : end(true);
      case Act.Reset _ -> reset();
      case Act.Nothing nothing -> nothing(stage.now() + nothing.time().toNanos());
      case Act.Open _, Act.Wait _ -> null;
    };
  }

  // ---- bytes ----

  private @Nullable Failure bytes(byte[] expected) throws InterruptedException {
    int same = 0;
    while (true) {
      int most = Math.min(expected.length, inbox.length());
      while (same < most && inbox.at(same) == expected[same]) {
        same++;
      }
      if (same == expected.length) {
        inbox.take(same);
        return null;
      }
      if (same < most) {
        return wrong("other bytes came", expected, inbox.peek(Integer.MAX_VALUE));
      }
      Heard heard = inbox.more(until);
      if (!(heard instanceof Heard.Bytes)) {
        return instead(heard, expected);
      }
    }
  }

  private @Nullable Failure packet(byte[] expected) throws InterruptedException {
    Heard heard = inbox.isEmpty() ? inbox.more(until) : new Heard.Silence();
    if (inbox.isEmpty()) {
      return instead(heard, expected);
    }
    byte[] got = inbox.peek(Integer.MAX_VALUE);
    inbox.take(got.length);
    return Arrays.equals(expected, got) ? null : wrong("another packet came", expected, got);
  }

  private @Nullable Failure once(byte[] expected) throws InterruptedException {
    if (!inbox.isEmpty() && !packets) {
      return wrong(
          "one receive should give this alone, and it came together with what was before",
          expected,
          inbox.peek(Integer.MAX_VALUE));
    }
    Heard heard = inbox.isEmpty() ? inbox.more(until) : new Heard.Silence();
    if (inbox.isEmpty()) {
      return instead(heard, expected);
    }
    byte[] got = inbox.peek(Integer.MAX_VALUE);
    inbox.take(got.length);
    return Arrays.equals(expected, got)
        ? null
        : wrong("one receive gave something else", expected, got);
  }

  // ---- messages ----

  private @Nullable Failure message(byte[] expected) throws InterruptedException {
    Inbox.Message message = next(false);
    byte[] got = message.bytes();
    if (got == null) {
      return message.heard() instanceof Heard.Crashed || inbox.isEmpty()
          ? instead(message.heard(), expected)
          : instead(message.heard(), expected, " of a message under " + framing.name());
    }
    return Arrays.equals(expected, got) ? null : wrong("another message came", expected, got);
  }

  private @Nullable Failure like(Act.Like like) throws InterruptedException {
    boolean lines = step.by() != null && framing.equals(Framing.none());
    Inbox.Message message = next(lines);
    byte[] got = message.bytes();
    if (got == null) {
      return instead(message.heard(), null);
    }
    String text = new String(got, StandardCharsets.UTF_8);
    return switch (Matching.of(like.pattern(), text)) {
      case YES -> null;
      case NO -> wrong("this is not like /" + like.pattern() + "/", null, got);
      case TOO_LONG ->
          wrong("comparing this with /" + like.pattern() + "/ takes too long", null, got);
    };
  }

  private Inbox.Message next(boolean lines) throws InterruptedException {
    try {
      return lines ? inbox.line(until) : inbox.message(until);
    } catch (TruncatedException e) {
      return new Inbox.Message(null, new Heard.Ended());
    } catch (IllegalArgumentException e) {
      return new Inbox.Message(null, new Heard.Broken(String.valueOf(e.getMessage())));
    }
  }

  // ---- ends ----

  private @Nullable Failure end(boolean mayBreak) throws InterruptedException {
    Heard heard = inbox.isEmpty() ? inbox.more(until) : new Heard.Silence();
    if (!inbox.isEmpty()) {
      return wrong("bytes came, and not the end", null, inbox.peek(Integer.MAX_VALUE));
    }
    boolean well = heard instanceof Heard.Ended || (mayBreak && heard instanceof Heard.Broken);
    return well ? null : instead(heard, null);
  }

  private @Nullable Failure reset() throws InterruptedException {
    Heard heard = inbox.more(until);
    return switch (heard) {
      case Heard.Broken _ -> null;
      case Heard.Bytes(byte[] bytes) -> wrong("bytes came, and not a reset", null, bytes);
      case Heard.Ended _, Heard.Silence _, Heard.Crashed _ -> instead(heard, null);
    };
  }

  private @Nullable Failure nothing(long quiet) throws InterruptedException {
    Heard heard = inbox.isEmpty() ? inbox.more(quiet) : new Heard.Silence();
    if (!inbox.isEmpty()) {
      return wrong("bytes came where nothing should", null, inbox.peek(Integer.MAX_VALUE));
    }
    return heard instanceof Heard.Silence ? null : instead(heard, null);
  }

  // ---- what came in its place ----

  private Failure wrong(String what, byte @Nullable [] expected, byte @Nullable [] got) {
    return new Failure(step, Failure.Kind.WRONG, what, expected, got);
  }

  private Failure instead(Heard heard, byte @Nullable [] expected) {
    return instead(heard, expected, "");
  }

  private Failure instead(Heard heard, byte @Nullable [] expected, String ofWhat) {
    byte[] got = inbox.isEmpty() ? null : inbox.peek(Integer.MAX_VALUE);
    String after = got == null ? "" : " after " + got.length + " bytes" + ofWhat;
    return switch (heard) {
      case Heard.Silence _ ->
          new Failure(
              step, Failure.Kind.SILENT, other + " said nothing more" + after, expected, got);
      case Heard.Ended _ ->
          new Failure(
              step, Failure.Kind.CLOSED, other + " ended its stream" + after, expected, got);
      case Heard.Broken(String how) ->
          new Failure(
              step, Failure.Kind.RESET, "the connection broke: " + how + after, expected, got);
      case Heard.Crashed(String how) ->
          new Failure(step, Failure.Kind.CRASHED, how + after, expected, got);
      case Heard.Bytes _ -> wrong("something else came", expected, got);
    };
  }
}
