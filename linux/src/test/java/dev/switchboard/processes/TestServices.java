package dev.switchboard.processes;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Named;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Services that tests serve in processes of their own. */
public final class TestServices {

  /** Where the classes of the tests are, for processes that shall find them too. */
  static final String OPTIONS =
      "--patch-module=dev.switchboard.linux="
          + TestServices.class
              .getResource("TestServices.class")
              .getPath()
              .replaceFirst("/dev/switchboard/processes/TestServices.class$", "");

  private TestServices() {}

  /** Does what it is told. */
  public static final class Obeying implements Service {

    @Override
    public Conversation begin(Peer peer) {
      return Obeying::obey;
    }

    private static void obey(Frame frame, Outbox outbox) throws Exception {
      switch (frame.text()) {
        case "pid" -> outbox.send(String.valueOf(ProcessHandle.current().pid()));
        case "exit" -> System.exit(7);
        case "halt" -> Runtime.getRuntime().halt(8);
        case "throw" -> throw new IllegalStateException("as asked");
        case "memory" -> throw new OutOfMemoryError("as asked");
        case "hang" -> new CountDownLatch(1).await();
        case "close" -> outbox.close();
        case "reset" -> outbox.reset();
        default -> outbox.send(frame);
      }
    }
  }

  /** Says what it was made with. */
  public static final class Made implements Named.Maker {

    @Override
    public Service make(List<String> arguments) {
      return Service.replying(text -> text + String.join(",", arguments));
    }
  }

  /** Cannot be made in a process of its own, though it can here. */
  public static final class OnlyHere implements Named.Maker {

    @Override
    public Service make(List<String> arguments) {
      if (Boolean.getBoolean("switchboard.test.here")) {
        return new Obeying();
      }
      throw new IllegalStateException("only in the parent");
    }
  }

  /** Clients share a number. */
  public static final class Counting implements Service {

    private int count;

    @Override
    public Conversation begin(Peer peer) {
      return (frame, outbox) -> outbox.send(String.valueOf(++count));
    }
  }

  /** Needs something. */
  public record Greeting(String words) implements Service {

    @Override
    public Conversation begin(Peer peer) {
      return (frame, outbox) -> outbox.send(words);
    }
  }

  /** Has a field, and is the same whoever makes it. */
  public record Fixed(String words) implements Service {

    public Fixed() {
      this("always");
    }

    @Override
    public Conversation begin(Peer peer) {
      return (frame, outbox) -> outbox.send(words);
    }
  }
}
