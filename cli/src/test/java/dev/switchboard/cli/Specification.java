package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.script.Report;
import dev.switchboard.script.Script;
import dev.switchboard.services.Catalogue;
import dev.switchboard.services.Entry;
import dev.switchboard.session.Limits;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A service's {@code .talk} over one transport, which every server of that service must hold. */
record Specification(Entry entry, String scheme) {

  static Stream<Specification> all() {
    return Catalogue.entries().stream()
        .flatMap(entry -> entry.schemes().stream().map(scheme -> new Specification(entry, scheme)));
  }

  /** Plays it, or the same bytes in other segments, as the client of this server. */
  void holdsFor(Endpoint server, UnaryOperator<Script> cut) throws InterruptedException {
    Report report = cut.apply(script()).speakTo(server);
    assertThat(report).matches(Report::passed, "passed");
  }

  /** The same against our service in memory, with no socket. */
  void holdsInMemory(UnaryOperator<Script> cut) {
    boolean packets = scheme.equals("udp");
    Limits limits = Limits.defaults().with(it -> it.message = entry.maxMessage());
    Report report = cut.apply(script()).inMemory(entry.service(), entry.framing(packets), limits);
    assertThat(report).matches(Report::passed, "passed");
  }

  /** Nobody who is right is ever waited for; who is silent gets as long as a busy machine needs. */
  private Script script() {
    String file = entry.name() + (scheme.equals("tcp") ? "" : "." + scheme) + ".talk";
    String patience = "within " + Child.PATIENCE.toSeconds() + "s\n";
    return Script.parse(file, patience + Objects.requireNonNull(entry.talks().get(file)));
  }

  @Override
  public String toString() {
    return entry.name() + " over " + scheme;
  }
}
