package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Frame;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Handshake;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every kind of event is printed as the published schema says. */
class EventFieldsTest {

  private static final Instant AT = Instant.parse("2026-11-21T04:44:00.123456789Z");
  private static final Endpoint HERE = Endpoint.tcp("127.0.0.1", 8820);
  private static final Endpoint THERE = Endpoint.udp("::1", 40_000);

  private static final Handshake.Certificate CERTIFICATE =
      new Handshake.Certificate("CN=a", "CN=b", AT, "sha256:" + "0a".repeat(32));

  private static Schema schema;

  @BeforeAll
  static void read() throws IOException {
    schema = Schema.of("events.schema.json");
  }

  static Stream<Event> events() {
    return Stream.concat(
        Stream.of(
            new Event.Accepted(AT, 1, HERE, THERE),
            new Event.Accepted(AT, 1, Endpoint.unix("/tmp/x"), Endpoint.unix("")),
            new Event.Connected(AT, 1, HERE, THERE),
            new Event.Secured(AT, 7, new Handshake("TLSv1.3", "TLS_X", "", "localhost", null)),
            new Event.Secured(
                AT, 7, new Handshake("TLSv1.2", "TLS_Y", "http/1.1", "", CERTIFICATE)),
            new Event.CertificateRenewed(AT, CERTIFICATE),
            new Event.CertificateKept(AT, "a.pem", "Cannot read a.pem: permission denied."),
            new Event.Refused(AT, THERE, 1),
            new Event.AcceptFailed(AT, HERE, "too many open files", Duration.ofMillis(10)),
            new Event.Full(AT, 10_000),
            new Event.Received(AT, 7, Frame.of("Zo\u00eb\r\n\0")),
            new Event.Received(AT, 7, Frame.of()),
            new Event.Received(AT, 7, Frame.of((byte) 0xC3)),
            new Event.PeerFinished(AT, 7),
            new Event.Sent(AT, 7, Frame.of("x".repeat(100_000))),
            new Event.Finished(AT, 7),
            new Event.PacketDropped(AT, THERE, "its session is behind"),
            new Event.LoopHeld(AT, 7, Duration.ofSeconds(2)),
            new Event.PacketsLost(AT, THERE, 3),
            new Event.WorkerFailed(AT, 2, "java.lang.OutOfMemoryError"),
            new Event.Suspended(AT),
            new Event.Stopped(AT)),
        endings().map(ending -> new Event.Ended(AT, 7, ending)));
  }

  static Stream<Ending> endings() {
    Duration limit = Duration.ofSeconds(1);
    return Stream.of(
        new Ending.PeerFinished(),
        new Ending.ClosedByUs(),
        new Ending.Reset(),
        new Ending.ResetByUs(),
        new Ending.Truncated(1, 2),
        new Ending.TooLarge(3, 2, "too long"),
        new Ending.Malformed(4, "not \"a\" number"),
        new Ending.Idle(limit),
        new Ending.Late(limit),
        new Ending.WriteTimeout(limit, 5),
        new Ending.TooSlow(limit, 6),
        new Ending.ServiceFailed(new IllegalStateException("a bug")),
        new Ending.Drained(),
        new Ending.Forced(),
        new Ending.Evicted(),
        new Ending.TlsTruncated(),
        new Ending.TlsLate(limit),
        new Ending.NotTls("the peer began with \"GET\""),
        new Ending.TlsFailed("the peer said: no (alert access_denied)"),
        new Ending.IoError("no route to host"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void isAsPublished(Event event) {
    JsonNode line = schema.accept(Json.line(EventFields.of(event, 2, "hello")));
    assertThat(line.get("event").asString()).isEqualTo(named(event.getClass()));
    assertThat(line.get("at").asString()).isEqualTo("2026-11-21T04:44:00.123456789Z");
    assertThat(line.get("server").asInt()).isEqualTo(2);
    assertThat(line.get("service").asString()).isEqualTo("hello");
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatAClientTellsIsAsPublished(Event event) {
    boolean ofClient =
        switch (event) {
          case Event.Connected _, Event.Secured _, Event.Sent _, Event.Finished _ -> true;
          case Event.Received _, Event.PeerFinished _, Event.Ended _ -> true;
          default -> false;
        };
    String line = Json.line(EventFields.of(event));
    assertThat(schema.errors(line).isEmpty()).as(line).isEqualTo(ofClient);
  }

  @Test
  void listeningIsAsPublished() {
    JsonNode line =
        schema.accept(
            Json.line(EventFields.listening(1, "upper", List.of(HERE, THERE), "select", 3)));
    assertThat(line.get("event").asString()).isEqualTo("listening");
    assertThat(line.get("endpoints").toString())
        .isEqualTo("[\"tcp://127.0.0.1:8820\",\"udp://[::1]:40000\"]");
    assertThat(line.get("reachedBy").asString()).isEqualTo("only this machine");
  }

  /** None is left out here, and none in the schema. */
  @Test
  void everyKindOfEventAndOfEndingIsPublished() {
    Set<String> kinds = new HashSet<>(Set.of("listening"));
    events().forEach(event -> kinds.add(named(event.getClass())));
    assertThat(kinds).isEqualTo(permitted(Event.class));
    assertThat(published("/properties/event/enum")).isEqualTo(kinds);
    Set<String> endings = new HashSet<>();
    endings().forEach(ending -> endings.add(named(ending.getClass())));
    assertThat(endings).isEqualTo(permitted(Ending.class));
    assertThat(published("/$defs/ended/properties/ending/enum")).isEqualTo(endings);
  }

  private static Set<String> published(String pointer) {
    Set<String> values = new HashSet<>();
    schema.text().at(pointer).forEach(value -> values.add(value.asString()));
    return values;
  }

  /** The records below a sealed interface. */
  private static Set<String> permitted(Class<?> type) {
    Set<String> names = new HashSet<>();
    for (Class<?> below : type.getPermittedSubclasses()) {
      if (below.isSealed()) {
        names.addAll(permitted(below));
      } else {
        names.add(named(below));
      }
    }
    return names;
  }

  private static String named(Class<?> type) {
    String name = type.getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  @ParameterizedTest
  @MethodSource("events")
  void theSchemaNoticesAFieldTooManyAndOneTooFew(Event event) {
    Map<String, Object> fields = EventFields.of(event, 2, "hello");
    Map<String, Object> more = new HashMap<>(fields);
    more.put("colour", "blue");
    assertThat(schema.errors(Json.line(more))).isNotEmpty();
    for (String field : fields.keySet()) {
      Map<String, Object> fewer = new HashMap<>(fields);
      fewer.remove(field);
      if (!field.equals("base64")) {
        assertThat(schema.errors(Json.line(fewer))).as("without %s", field).isNotEmpty();
      }
    }
  }

  /** Text where it is text; else the bytes as well, with their full length. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "41",
        "c3ab",
        "c3",
        "ab",
        "fffe",
        "efbfbd",
        "41ff42",
        "0a0d",
        "f09f9880"
      })
  void nothingOfTheBytesIsLost(String hex) {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);
    JsonNode line =
        schema.accept(Json.line(EventFields.of(new Event.Sent(AT, 1, Frame.of(bytes)), 1, "echo")));
    assertThat(line.get("length").asInt()).isEqualTo(bytes.length);
    byte[] back =
        line.has("base64")
            ? Base64.getDecoder().decode(line.get("base64").asString())
            : Frame.of(line.get("text").asString()).toBytes();
    assertThat(back).isEqualTo(bytes);
    assertThat(line.has("base64")).isEqualTo(List.of("c3", "ab", "fffe", "41ff42").contains(hex));
  }

  @Test
  void aLineIsALineWhateverIsInIt() {
    List<String> lines = new ArrayList<>();
    events().forEach(event -> lines.add(Json.line(EventFields.of(event, 1, "a\nb\u2028"))));
    assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain("\n", "\r"));
  }
}
