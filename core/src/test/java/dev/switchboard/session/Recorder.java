package dev.switchboard.session;

import dev.switchboard.framing.Frame;
import java.util.ArrayList;
import java.util.List;

/** A conversation that remembers its calls, and does in each what a test says; an echo at first. */
final class Recorder implements Conversation {

  interface Act {
    void with(Outbox outbox) throws Exception;
  }

  interface Answer {
    void to(Frame frame, Outbox outbox) throws Exception;
  }

  interface Last {
    void of(Ending ending);
  }

  final List<String> calls = new ArrayList<>();
  Act opened = outbox -> {};
  Answer received = (frame, outbox) -> outbox.send(frame);
  Act finished = Outbox::close;
  Act writable = outbox -> {};
  Act tick = outbox -> {};
  Act resumed = outbox -> {};
  Last ended = ending -> {};

  Service service() {
    return peer -> this;
  }

  @Override
  public void opened(Outbox outbox) throws Exception {
    calls.add("opened");
    opened.with(outbox);
  }

  @Override
  public void received(Frame frame, Outbox outbox) throws Exception {
    calls.add("received " + frame.text());
    received.to(frame, outbox);
  }

  @Override
  public void finished(Outbox outbox) throws Exception {
    calls.add("finished");
    finished.with(outbox);
  }

  @Override
  public void writable(Outbox outbox) throws Exception {
    calls.add("writable");
    writable.with(outbox);
  }

  @Override
  public void tick(Outbox outbox) throws Exception {
    calls.add("tick");
    tick.with(outbox);
  }

  @Override
  public void resumed(Outbox outbox) throws Exception {
    calls.add("resumed");
    resumed.with(outbox);
  }

  @Override
  public void ended(Ending ending) {
    calls.add("ended: " + ending);
    ended.of(ending);
  }
}
