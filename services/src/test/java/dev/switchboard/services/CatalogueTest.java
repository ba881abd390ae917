package dev.switchboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The list is what the lectures promise, and each entry can be typed, served and read. */
class CatalogueTest {

  @ParameterizedTest
  @CsvSource({"hello, 8820, tcp", "upper, 12000, tcp udp", "echo, 7007, tcp udp"})
  void hasTheLecturesPortsAndTransports(String name, int port, String schemes) {
    Entry entry = Catalogue.named(name).orElseThrow();
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
    assertThat(entry.framing().codec(entry.maxMessage())).isNotNull();
    assertThat(Catalogue.named(entry.name())).contains(entry);
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
