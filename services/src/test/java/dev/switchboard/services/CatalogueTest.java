package dev.switchboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The list is what the lectures promise, and each entry can be typed, served and read. */
class CatalogueTest {

  @ParameterizedTest
  @CsvSource({
    "hello, 8820, tcp",
    "acrostic, 8821, tcp udp",
    "upper, 12000, tcp udp",
    "daytime, 9999, tcp udp",
    "greeting, 9998, tcp",
    "name, 8888, tcp",
    "hi, 8822, tcp",
    "echo, 7007, tcp udp",
    "discard, 7009, tcp udp",
    "chargen, 7019, tcp udp",
    "qotd, 7017, tcp udp",
    "time, 7037, tcp udp"
  })
  void hasTheLecturesPortsAndTransports(String name, int port, String schemes) {
    Entry entry = Peers.entry(name);
    assertThat(entry.port()).isEqualTo(port);
    assertThat(String.join(" ", entry.schemes())).isEqualTo(schemes);
  }

  static List<Entry> entries() {
    return Catalogue.entries();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyEntrySaysWhatItIs(Entry entry) {
    assertThat(entry.name()).matches("[a-z]+");
    assertThat(entry.does()).isNotBlank();
    assertThat(entry.ends()).isNotBlank();
    assertThat(entry.origin()).isNotBlank();
    assertThat(entry.schemes()).isNotEmpty().isSubsetOf("tcp", "udp");
    assertThat(entry.byHand()).isNotEmpty();
    assertThat(entry.byHand())
        .allSatisfy(command -> assertThat(command).contains("127.0.0.1 " + entry.port()));
    assertThat(entry.framing(false).codec(entry.maxMessage())).isNotNull();
    assertThat(entry.framing(true).codec(entry.maxMessage())).isNotNull();
    assertThat(Catalogue.named(entry.name())).contains(entry);
  }

  /** What a line of a {@code .talk} file may look like; what it says is proven by playing it. */
  private static final Pattern TALK_LINE =
      Pattern.compile(
          "(#.*)?|(service|over|framing) \\S+|([a-z]?[<>]|[<>]{2}) (\"([^\"\\\\]|\\\\.)*\"(\\*\\d+)?"
              + "|/.+/|open|end|reset|nothing \\d+ms|[A-Za-z ]+)");

  @ParameterizedTest
  @MethodSource("entries")
  void everyEntryHasASpecificationForEachTransport(Entry entry) {
    assertThat(entry.talks()).hasSameSizeAs(entry.schemes());
    assertThat(entry.talks().keySet()).startsWith(entry.name() + ".talk");
    for (String scheme : entry.schemes()) {
      String file = entry.name() + (scheme.equals("udp") ? ".udp" : "") + ".talk";
      String talk = entry.talks().getOrDefault(file, "");
      assertThat(talk)
          .startsWith("# ")
          .contains("\nservice " + entry.name() + "\n", "\nover " + scheme + "\n")
          .contains("\nframing " + entry.framing(scheme.equals("udp")).name() + "\n");
      assertThat(talk.lines()).allMatch(TALK_LINE.asMatchPredicate());
    }
  }

  @Test
  void namesAndPortsAreEachOnesOwn() {
    assertThat(Catalogue.entries()).extracting(Entry::name).doesNotHaveDuplicates();
    assertThat(Catalogue.entries()).extracting(Entry::port).doesNotHaveDuplicates();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(Catalogue.named("helo")).isEmpty();
    assertThat(Catalogue.named("HELLO")).isEmpty();
  }
}
