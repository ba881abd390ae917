package dev.switchboard.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of reply is read as it should be, and in the same way however it was cut. */
class ReplyParserTest {

  @ParameterizedTest
  @MethodSource("dev.switchboard.fetch.ReplyCase#all")
  void readsIt(ReplyCase it) {
    String reading = Reading.of(it.method(), List.of(it.wire()));
    boolean broken = it.reading().contains("Malformed: ") && !it.reading().contains(" | at ");
    // Of a broken head the position is not said here: the sentence says it.
    assertThat(broken ? reading.replaceFirst(" \\| at .*", "") : reading).isEqualTo(it.reading());
  }

  @ParameterizedTest
  @MethodSource("dev.switchboard.fetch.ReplyCase#all")
  void readsItTheSameByteByByte(ReplyCase it) {
    List<String> bytes = List.of(it.wire().split("", -1));
    assertThat(Reading.of(it.method(), bytes))
        .isEqualTo(Reading.of(it.method(), List.of(it.wire())));
  }

  @ParameterizedTest
  @MethodSource("dev.switchboard.fetch.ReplyCase#all")
  void readsItTheSameSplitAnywhere(ReplyCase it) {
    String whole = Reading.of(it.method(), List.of(it.wire()));
    int step = Math.max(1, it.wire().length() / 200);
    for (int at = 1; at < it.wire().length(); at += step) {
      List<String> two = List.of(it.wire().substring(0, at), it.wire().substring(at));
      assertThat(Reading.of(it.method(), two)).as("split at %d", at).isEqualTo(whole);
    }
  }

  @Test
  void theHeadIsKeptAsItCame() throws IOException {
    String text = "HTTP/1.1 200 OK\r\nA:  b\n\tc\r\n\r\n";
    List<Head> heads = new ArrayList<>();
    ReplyEvents keeping =
        new ReplyEvents() {
          @Override
          public void head(Head head) {
            heads.add(head);
          }
        };
    byte[] bytes = text.getBytes(ISO_8859_1);
    new ReplyParser("GET").bytes(bytes, 0, bytes.length, keeping);
    assertThat(heads.getFirst().text()).isEqualTo(text);
    assertThat(heads.getFirst().value("a")).contains("b c");
    assertThat(heads.getFirst().version()).isEqualTo("HTTP/1.1");
  }

  @Test
  void whatTheListenerThrowsComesOut() {
    ReplyEvents full =
        new ReplyEvents() {
          @Override
          public void body(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("no room");
          }
        };
    byte[] bytes = "HTTP/1.1 200 OK\r\n\r\nx".getBytes(ISO_8859_1);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new ReplyParser("GET").bytes(bytes, 0, bytes.length, full))
        .withMessage("no room");
  }

  /** A billion bytes of a body cost no memory, and as many calls as there are pieces. */
  @Test
  void nothingIsKeptOfABody() throws IOException {
    byte[] head = "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n".getBytes(ISO_8859_1);
    long[] sum = new long[1];
    ReplyEvents counting =
        new ReplyEvents() {
          @Override
          public void body(byte[] bytes, int offset, int length) {
            sum[0] += length;
          }
        };
    ReplyParser parser = new ReplyParser("GET");
    parser.bytes(head, 0, head.length, counting);
    byte[] piece = new byte[1 << 20];
    for (int i = 0; i < 1024; i++) {
      assertThat(parser.isComplete()).isFalse();
      assertThat(parser.bytes(piece, 0, piece.length, counting)).isEqualTo(piece.length);
    }
    assertThat(parser.isComplete()).isTrue();
    assertThat(sum[0]).isEqualTo(1L << 30);
  }
}
