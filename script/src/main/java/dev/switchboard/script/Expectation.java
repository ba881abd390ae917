package dev.switchboard.script;

import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.framing.MalformedException;
import dev.switchboard.framing.TooLargeException;
import dev.switchboard.framing.TruncatedException;
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
    this.other =
        (step.by() == Direction.TO_SERVER ? Direction.TO_SERVER : Direction.TO_CLIENT).who();
  }

  @Nullable Failure failure(Stage stage) throws InterruptedException {
    try {
      return compared(stage);
    } catch (MalformedException | TooLargeException | IllegalArgumentException e) {
      return wrong("what came is no message: " + e.getMessage(), null, inbox.peek());
    }
  }

  private @Nullable Failure compared(Stage stage) throws InterruptedException {
    return switch (step.act()) {
      case Act.Data data when data.once() -> once(Frame.of(data.bytes()));
      case Act.Data data ->
          packets ? packet(Frame.of(data.bytes())) : bytes(Frame.of(data.bytes()));
      case Act.Message message -> message(Frame.of(message.data().bytes()));
      case Act.Like like -> like(like);
      case Act.End _ -> end(false);
      case Act.Close _ -> packets ? null : end(true);
      case Act.Reset _ -> reset();
      case Act.Nothing nothing -> nothing(Player.later(stage.now(), nothing.time().toNanos()));
      case Act.Open _, Act.Wait _ -> null;
    };
  }

  // ---- bytes ----

  private @Nullable Failure bytes(Frame expected) throws InterruptedException {
    int same = 0;
    while (true) {
      int most = Math.min(expected.length(), inbox.length());
      while (same < most && inbox.at(same) == expected.at(same)) {
        same++;
      }
      if (same == expected.length()) {
        inbox.take(same);
        return null;
      }
      if (same < most) {
        return wrong("other bytes came", expected, inbox.peek());
      }
      Heard heard = inbox.more(until);
      if (!(heard instanceof Heard.Bytes)) {
        return instead(heard, expected);
      }
    }
  }

  private @Nullable Failure packet(Frame expected) throws InterruptedException {
    return atOnce(expected, "another packet came");
  }

  private @Nullable Failure once(Frame expected) throws InterruptedException {
    if (!inbox.isEmpty() && !packets) {
      return wrong(
          "one receive should give this alone, and it came together with what was before",
          expected,
          inbox.peek());
    }
    return atOnce(expected, "one receive gave something else");
  }

  /** All that one receive gives must be this. */
  private @Nullable Failure atOnce(Frame expected, String otherwise) throws InterruptedException {
    Heard heard = inbox.isEmpty() ? inbox.more(until) : new Heard.Silence();
    if (inbox.isEmpty()) {
      return instead(heard, expected);
    }
    Frame got = inbox.peek();
    inbox.take(got.length());
    return expected.equals(got) ? null : wrong(otherwise, expected, got);
  }

  // ---- messages ----

  private @Nullable Failure message(Frame expected) throws InterruptedException {
    Inbox.Message message = next(false);
    Frame got = message.frame();
    if (got == null) {
      return message.heard() instanceof Heard.Crashed || inbox.isEmpty()
          ? instead(message.heard(), expected)
          : instead(message.heard(), expected, " of a message under " + framing.name());
    }
    return expected.equals(got) ? null : wrong("another message came", expected, got);
  }

  private @Nullable Failure like(Act.Like like) throws InterruptedException {
    boolean lines = framing.equals(Framing.none());
    Inbox.Message message = next(lines);
    Frame got = message.frame();
    if (got == null) {
      return instead(message.heard(), null);
    }
    String text = got.text();
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
    }
  }

  // ---- ends ----

  private @Nullable Failure end(boolean mayBreak) throws InterruptedException {
    Heard heard = inbox.isEmpty() ? inbox.more(until) : new Heard.Silence();
    if (!inbox.isEmpty()) {
      return wrong("bytes came, and not the end", null, inbox.peek());
    }
    boolean well = heard instanceof Heard.Ended || (mayBreak && heard instanceof Heard.Broken);
    return well ? null : instead(heard, null);
  }

  private @Nullable Failure reset() throws InterruptedException {
    Heard heard = inbox.more(until);
    return switch (heard) {
      case Heard.Broken _ -> null;
      case Heard.Bytes(Frame bytes) -> wrong("bytes came, and not a reset", null, bytes);
      case Heard.Ended _, Heard.Silence _, Heard.Crashed _ -> instead(heard, null);
    };
  }

  private @Nullable Failure nothing(long quiet) throws InterruptedException {
    Heard heard = inbox.isEmpty() ? inbox.more(quiet) : new Heard.Silence();
    if (!inbox.isEmpty()) {
      return wrong("bytes came where nothing should", null, inbox.peek());
    }
    return heard instanceof Heard.Silence ? null : instead(heard, null);
  }

  // ---- what came in its place ----

  private Failure wrong(String what, @Nullable Frame expected, @Nullable Frame got) {
    return new Failure(step, Failure.Kind.WRONG, what, expected, got);
  }

  private Failure instead(Heard heard, @Nullable Frame expected) {
    return instead(heard, expected, "");
  }

  private Failure instead(Heard heard, @Nullable Frame expected, String ofWhat) {
    Frame got = inbox.isEmpty() ? null : inbox.peek();
    String after = got == null ? "" : " after " + got.length() + " bytes" + ofWhat;
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
