package dev.switchboard.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The command line. */
class OptionsTest {

  @Test
  void columnsAreChosenByName() {
    Options options = Options.parse("--columns", "udp,echo-1", "--rounds", "2", "--write");
    assertThat(options.chosenColumns(Columns.all()).stream().map(Column::name))
        .containsExactly("echo-1", "udp");
    assertThat(options.rounds()).isEqualTo(2);
    assertThat(options.write()).isTrue();
    assertThat(Options.parse().chosenColumns(Columns.all())).isEqualTo(Columns.all());
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThatThrownBy(() -> Options.parse("--round", "2"))
        .hasMessage("there is no option --round; see bench/run --help");
    assertThatThrownBy(() -> Options.parse("--rounds"))
        .hasMessage("--rounds wants a value; see bench/run --help");
    assertThatThrownBy(() -> Options.parse("--rounds", "few"))
        .hasMessage("--rounds wants a number of at least 1.0, not few");
    assertThatThrownBy(() -> Options.parse("--columns", "echo").chosenColumns(Columns.all()))
        .hasMessageStartingWith("there is no column echo; there are echo-1, echo-64,");
  }
}
