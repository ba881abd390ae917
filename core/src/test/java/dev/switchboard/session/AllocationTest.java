package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Allocated;
import dev.switchboard.framing.Bytes;
import dev.switchboard.framing.Framing;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session allocates, as the JDK counts it for this thread. */
class AllocationTest {

  private static final int WARM_UP = 20_000;
  private static final int MESSAGES = 50_000;

  /** Far less than a byte a message; what the measuring itself costs. */
  private static final long NOTHING = MESSAGES / 50;

  /** Takes all that is written, and forgets it. */
  private static final class Sink implements Driver {
    private long waiting;

    @Override
    public void write(ByteBuffer memory, int offset, int length) {
      waiting += length;
    }

    @Override
    public void wake() {}
  }

  private static final class Echo {
    private final Sink sink = new Sink();
    private final Session session;
    private final ByteBuffer message;
    private final int segment;
    private long wishes;

    Echo(Framing framing, String message, int segment) {
      this.message = ByteBuffer.wrap(Bytes.of(message));
      this.segment = segment;
      session =
          new Session(
              Service.replyingFrames(frame -> frame).begin(new NoPeer()),
              framing,
              SessionLimits.of(Limits.defaults()),
              false,
              sink,
              new BufferPool());
      session.opened(0);
    }

    void send(int times) {
      int length = message.capacity();
      for (int i = 0; i < times; i++) {
        for (int from = 0; from < length; from += segment) {
          session.bytes(message, from, Math.min(segment, length - from), i);
          look();
        }
        long count = sink.waiting;
        sink.waiting = 0;
        session.written(count, i);
        look();
      }
    }

    private void look() {
      wishes += session.wish() == Wish.NONE ? 0 : 1;
      wishes += session.reading() ? 0 : 1;
      wishes += session.nextTick() == 0 ? 1 : 0;
      wishes += session.takeTask() == null ? 0 : 1;
    }
  }

  private record NoPeer() implements Peer {
    @Override
    public String local() {
      return "";
    }

    @Override
    public String remote() {
      return "";
    }

    @Override
    public boolean packets() {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "none, hello, 99",
    "line, hello world\\n, 99",
    "line, hello world\\r\\n, 5",
    "line, hello world\\n, 1",
    "text, hello world\\n, 99",
    "text, hello world\\n, 3",
    "length:4, 0005hello, 99",
    "length:4, 0005hello, 1",
    "u32, \\0\\0\\0\\5hello, 99",
    "u32, \\0\\0\\0\\5hello, 3",
    "varint, \\5hello, 2",
    "fixed:5, hello, 2",
    "delim:aab, helaalaab, 99",
    "delim:aab, helaalaab, 4"
  })
  void aMessageCostsNoMemory(String framing, String message, int segment) {
    String wire = message.translateEscapes();
    Echo echo = new Echo(Framing.parse(framing), wire, segment);
    echo.send(WARM_UP);
    long before = Allocated.bytes();
    echo.send(MESSAGES);
    long allocated = Allocated.bytes() - before;
    assertThat(allocated).as("bytes for %d messages", MESSAGES).isLessThan(NOTHING);
    assertThat(echo.wishes).isZero();
    assertThat(echo.session.ending()).isNull();
  }

  @Test
  void theCounterCounts() {
    long before = Allocated.bytes();
    byte[] bytes = new byte[100_000];
    assertThat(Allocated.bytes() - before).isBetween(100_000L, 110_000L);
    assertThat(bytes).hasSize(100_000);
  }

  @ParameterizedTest
  @CsvSource({
    "u32, \\177\\377\\377\\377, 7f ff ff ff",
    "u32, GET \\s/, 47 45 54 20 \"GET \"",
    "u32le, \\377\\377\\377\\177, ff ff ff 7f",
    "varint, \\377\\377\\377\\377\\7, 'ff ff ff '",
    "length:9, 999999999, 39 39 39 39 39 39 39 39 39 \"999999999\""
  })
  void aLengthIsRefusedBeforeAnythingIsAllocatedForIt(String framing, String wire, String shown) {
    for (int i = 0; i < 3; i++) { // the first loads classes
      Rig rig = Rig.open(new Recorder(), Framing.parse(framing));
      long before = Allocated.bytes();
      rig.bytes(wire.translateEscapes());
      long allocated = Allocated.bytes() - before;
      assertThat(rig.session.ending()).isInstanceOf(Ending.TooLarge.class);
      assertThat(rig.session.ending()).asString().contains("its length field is " + shown);
      assertThat(allocated).isLessThan(i == 0 ? 4 << 20 : 64 << 10);
    }
  }

  @Test
  void aLargeMessageTakesMemoryOnlyAsItsBytesCome() {
    Limits limits = Limits.defaults().with(it -> it.message = Limits.UNBOUNDED);
    for (int i = 0; i < 3; i++) {
      Rig rig = Rig.open(new Recorder(), Framing.u32(), limits);
      long before = Allocated.bytes();
      rig.bytes("0\0\0\0abc");
      assertThat(Allocated.bytes() - before).isLessThan(i == 0 ? 4 << 20 : 64 << 10);
      assertThat(rig.session.ending()).isNull();
    }
  }
}
