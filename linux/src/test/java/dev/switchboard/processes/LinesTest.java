package dev.switchboard.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.UnsendableException;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Handshake;
import dev.switchboard.session.Limits;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a process tells is read as it was told: every kind of event, and every kind of ending. */
class LinesTest {

  private static final String AWKWARD = "a\tb\\t\nc\r\\\\ \0\u00e9\u2028 ";

  /** All records of both sealed sets, so that a new one is in as soon as it is there. */
  static Stream<Class<?>> records() {
    return Stream.of(Event.class, Ending.class).flatMap(LinesTest::below);
  }

  private static Stream<Class<?>> below(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Arrays.stream(type.getPermittedSubclasses()).flatMap(LinesTest::below);
  }

  private static Record filled(Class<?> type, Object throwable) throws Exception {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
    Object[] values = Arrays.stream(types).map(each -> value(each, throwable)).toArray();
    return (Record) type.getConstructor(types).newInstance(values);
  }

  private static Object value(Class<?> type, Object throwable) {
    if (type == int.class) {
      return 7;
    } else if (type == long.class) {
      return Long.MAX_VALUE - 1;
    } else if (type == String.class) {
      return AWKWARD;
    } else if (type == Instant.class) {
      return Instant.parse("2026-11-21T04:44:00.123456789Z");
    } else if (type == Duration.class) {
      return Limits.FOREVER;
    } else if (type == Endpoint.class) {
      return Endpoint.unix("/tmp/a\tb");
    } else if (type == Frame.class) {
      return Frame.of((byte) 0, (byte) '\n', (byte) 0xFF);
    } else if (type == Ending.class) {
      return new Ending.Malformed(3, AWKWARD);
    } else if (type == Throwable.class) {
      return throwable;
    }
    if (type.isRecord()) {
      try {
        return filled(type, throwable);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("Lines must learn of " + type);
  }

  @ParameterizedTest
  @MethodSource("records")
  void isReadAsItWasWritten(Class<?> type) throws Exception {
    Throwable said = new UnsendableException(AWKWARD);
    Record record = filled(type, said);
    String line = Lines.of(record);
    assertThat(line).doesNotContain("\n", "\r");
    Record read = (Record) Lines.read(line, type);
    if (record instanceof Ending.ServiceFailed) {
      assertThat(read).hasToString(record.toString());
    } else {
      assertThat(read).isEqualTo(record);
    }
    Class<?> set = record instanceof Event ? Event.class : Ending.class;
    assertThat(Lines.read(line, set)).hasToString(record.toString());
  }

  @Test
  void ofAnExceptionItIsToldWhatItSays() {
    Ending failed = new Ending.ServiceFailed(new IllegalStateException("as\nasked"));
    Ending read = Lines.read(Lines.of((Record) failed), Ending.class);
    assertThat(read).hasToString(failed.toString());
  }

  @Test
  void whatIsLeftOutStaysSo() {
    Event secured = new Event.Secured(Instant.EPOCH, 1, new Handshake("TLSv1.3", "", "", "", null));
    assertThat(Lines.read(Lines.of((Record) secured), Event.class)).isEqualTo(secured);
  }

  @Test
  void anEndpointWithoutANameIsOneToo() {
    Event accepted =
        new Event.Accepted(Instant.EPOCH, 1, Endpoint.tcp("::1", 80), Endpoint.unix(""));
    assertThat(Lines.read(Lines.of((Record) accepted), Event.class)).isEqualTo(accepted);
  }

  @Test
  void anOrderIsReadAsItWasWritten() {
    for (List<String> words :
        List.of(List.<String>of(), List.of(""), List.of("", ""), List.of("a", AWKWARD, ""))) {
      Order order =
          new Order(
              new Recipe("a.B", "", words),
              "delim:\t",
              Limits.defaults().with(it -> it.idle = Limits.FOREVER),
              true);
      assertThat(Lines.read(Lines.of(order), Order.class)).isEqualTo(order);
    }
  }
}
