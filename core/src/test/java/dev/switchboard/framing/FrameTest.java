package dev.switchboard.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {

  private static final String EXPIRED =
      "this frame was valid until received() returned; copy() keeps a message for longer";

  @Test
  void aFrameHasItsOwnCopyOfTheBytesThatItWasMadeOf() {
    byte[] bytes = Bytes.of("cat");
    Frame frame = Frame.of(bytes);
    bytes[0] = 'r';
    assertThat(frame.text()).isEqualTo("cat");
    frame.toBytes()[0] = 'r';
    assertThat(frame.text()).isEqualTo("cat");
    assertThat(frame.copy()).isSameAs(frame);
  }

  @Test
  void aViewIsOfNoUseAfterItExpiredAndItsCopyIs() {
    Cut cut = new Cut();
    cut.message(1, 3, 0);
    ByteBuffer memory = Bytes.buffer("<cat>");
    Frame view = cut.in(memory, 0);
    Frame copy = view.copy();
    assertThat(view).isEqualTo(copy).hasSameHashCodeAs(copy);
    memory.put(1, (byte) 'r');
    assertThat(view.text()).isEqualTo("rat");
    cut.expire();
    for (ThrowingCallable use :
        new ThrowingCallable[] {
          view::length,
          view::isEmpty,
          view::text,
          view::utf8,
          view::toBytes,
          view::copy,
          view::hashCode,
          () -> view.at(0),
          () -> view.indexOf((byte) 0, 0),
          () -> view.writeTo((m, o, l) -> {}),
          () -> view.writeTo((m, o, l) -> {}, 0, 0),
          () -> copy.equals(view)
        }) {
      assertThatThrownBy(use).isInstanceOf(IllegalStateException.class).hasMessage(EXPIRED);
    }
    assertThat(view).hasToString("expired frame");
    assertThat(copy.text()).isEqualTo("cat");
  }

  @Test
  void anIndexOutsideIsRefused() {
    Frame frame = Frame.of("cat");
    for (int index : new int[] {-1, 3}) {
      assertThatThrownBy(() -> frame.at(index))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("index " + index + " in a frame of 3 bytes");
    }
    assertThatThrownBy(() -> frame.writeTo((m, o, l) -> {}, 1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> frame.indexOf((byte) 'a', 4))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void whatIsNotUtf8BecomesAReplacementCharacter() {
    assertThat(Bytes.frame("a\u00ff\u00feb").text()).isEqualTo("a\uFFFD\uFFFDb");
    assertThat(Frame.of("שלום é").text()).isEqualTo("שלום é");
  }

  @ParameterizedTest
  @CsvSource({"ff,0", "61c3,1", "6162ed a0 80,2", "c3a9c3,2", "f0 9f 98,0", "61 c0 80,1"})
  void whatIsNotUtf8IsRefusedAtItsOffset(String hex, int offset) {
    Frame frame = Frame.of(java.util.HexFormat.of().parseHex(hex.replace(" ", "")));
    assertThatThrownBy(frame::utf8)
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.offset()).isEqualTo(offset))
        .hasMessageStartingWith("not UTF-8: ");
  }

  @Test
  void anIndexIsFoundWhereverTheByteStands() {
    for (int seed = 0; seed < 2_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = new byte[random.nextInt(40)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(4) * 0x7f + random.nextInt(2));
      }
      byte wanted = (byte) (random.nextInt(4) * 0x7f + random.nextInt(2));
      int from = random.nextInt(bytes.length + 1);
      int expected = from;
      while (expected < bytes.length && bytes[expected] != wanted) {
        expected++;
      }
      assertThat(Frame.of(bytes).indexOf(wanted, from))
          .as("seed %d", seed)
          .isEqualTo(expected == bytes.length ? -1 : expected);
      ByteBuffer little = ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      assertThat(Scan.indexOf(little, from, bytes.length, wanted))
          .as("seed %d, little-endian", seed)
          .isEqualTo(expected == bytes.length ? -1 : expected);
    }
  }

  @Test
  void framesWithTheSameBytesAreEqual() {
    assertThat(Frame.of("cat")).isEqualTo(Frame.of("cat")).isNotEqualTo(Frame.of("car"));
    assertThat(Frame.of("cat")).isNotEqualTo(Frame.of("cats")).hasSameHashCodeAs(Frame.of("cat"));
  }

  @Test
  void aFrameShowsItsFirstBytes() {
    assertThat(Frame.of("hi\n")).hasToString("frame of 3 bytes 68 69 0a \"hi\\n\"");
    assertThat(Frame.of("x".repeat(17)).toString()).endsWith("\"" + "x".repeat(16) + "\"…");
  }
}
