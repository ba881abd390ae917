package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Codec;
import dev.switchboard.framing.Cut;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.framing.Output;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a service throws ends its own conversation, in good order, and goes no further. */
class ServiceFailureTest {

  private final Recorder told = new Recorder();

  private static Stream<Throwable> throwables() {
    return Stream.of(
        new IllegalStateException("a bug"),
        new Exception("checked"),
        new AssertionError("an assertion"),
        new StackOverflowError(),
        new OutOfMemoryError("pretended"));
  }

  /** Throws anything, from where nothing may be declared too. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable cause) throws T {
    throw (T) cause;
  }

  private void assertFailed(Rig rig, Throwable cause) {
    assertThat(rig.session.ending()).isEqualTo(new Ending.ServiceFailed(cause));
    rig.allWritten().finished();
    assertThat(rig.wishes).last().isEqualTo(Wish.CLOSE);
    assertThat(told.calls).filteredOn(call -> call.startsWith("ended")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whenItOpens(Throwable cause) {
    told.opened = outbox -> sneak(cause);
    assertFailed(Rig.open(told, Framing.line()), cause);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whenItReceives(Throwable cause) {
    told.received =
        (frame, outbox) -> {
          outbox.send("half");
          sneak(cause);
        };
    Rig rig = Rig.open(told, Framing.line()).bytes("one\ntwo\n");
    assertThat(rig.sent()).isEqualTo("half\n");
    assertFailed(rig, cause);
    assertThat(told.calls).doesNotContain("received two");
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whenItReceivesTheLastMessage(Throwable cause) {
    told.received = (frame, outbox) -> sneak(cause);
    Rig rig = Rig.open(told, Framing.line()).bytes("one").finished();
    assertThat(told.calls).doesNotContain("finished");
    assertFailed(rig, cause);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whenThePeerFinishes(Throwable cause) {
    told.finished = outbox -> sneak(cause);
    assertFailed(Rig.open(told, Framing.line()).finished(), cause);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whenThereIsRoomAgain(Throwable cause) {
    told.writable = outbox -> sneak(cause);
    Rig rig = Rig.open(told, Framing.line(), Limits.defaults().with(it -> it.pendingOutput = 4));
    assertFailed(rig.bytes("one\n").allWritten(), cause);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whenItIsWoken(Throwable cause) {
    told.opened = outbox -> outbox.wakeAfter(0);
    told.tick = outbox -> sneak(cause);
    assertFailed(Rig.open(told, Framing.line()).tick(), cause);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whenItsTaskIsDone(Throwable cause) {
    told.opened = outbox -> outbox.task(() -> {});
    told.resumed = outbox -> sneak(cause);
    assertFailed(Rig.open(told, Framing.line()).resumed(), cause);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whenItHasEnded(Throwable cause) {
    told.ended = ending -> ServiceFailureTest.<RuntimeException>sneak(cause);
    Rig rig = Rig.open(told, Framing.line()).finished();
    assertFailed(rig, cause);
    assertThat(told.calls).containsExactly("opened", "finished", "ended: the peer finished");
  }

  @Test
  void aStackThatReallyOverflows() {
    told.received = (frame, outbox) -> deeper(0);
    Rig rig = Rig.open(told, Framing.line()).bytes("one\n");
    assertThat(rig.session.ending())
        .isInstanceOfSatisfying(
            Ending.ServiceFailed.class,
            failed -> assertThat(failed.cause()).isInstanceOf(StackOverflowError.class));
  }

  @SuppressWarnings("InfiniteRecursion") // on purpose
  private static int deeper(int depth) {
    return deeper(depth + 1) + 1;
  }

  /** A framing whose codec does one thing wrong. */
  private record Wrong(Supplier<Codec> make) implements Framing {
    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public Codec codec(int maxMessage) {
      return make.get();
    }

    @Override
    public int measure(Frame frame) {
      return frame.length();
    }
  }

  private record WrongCodec(int length, @Nullable RuntimeException inEncode) implements Codec {
    @Override
    public boolean decode(ByteBuffer memory, int start, int end, Cut cut) {
      cut.message(0, length, 0);
      return true;
    }

    @Override
    public boolean finish(ByteBuffer memory, int start, int end, Cut cut) {
      return false;
    }

    @Override
    public void encode(Frame frame, Output output) {
      if (inEncode != null) {
        throw inEncode;
      }
    }
  }

  @Test
  void aCodecThatFindsNothingOrMoreThanThereIsEndsOnlyThisSession() {
    for (int length : new int[] {0, 99}) {
      Rig rig = Rig.open(told, new Wrong(() -> new WrongCodec(length, null))).bytes("abc");
      assertThat(rig.session.ending())
          .hasToString(
              "the service failed: java.lang.IllegalStateException: the codec of wrong found a"
                  + " message of "
                  + length
                  + " bytes in 3");
    }
  }

  @Test
  void aCodecThatCannotEncodeWhatWasPostedEndsOnlyThisSession() {
    IllegalStateException bug = new IllegalStateException("encode");
    Rig rig = Rig.open(told, new Wrong(() -> new WrongCodec(1, bug)));
    rig.session.outbox().post(Frame.of("a"));
    rig.session.outbox().post(Frame.of("b"));
    assertFailed(rig.posted(), bug);
  }
}
