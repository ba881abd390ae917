package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.model.ServerModel;
import dev.switchboard.script.Report;
import dev.switchboard.script.Script;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.services.Catalogue;
import dev.switchboard.services.Entry;
import dev.switchboard.session.Limits;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every service is what its {@code .talk} files say, in memory and under every server model. */
@Execution(ExecutionMode.CONCURRENT)
class SpecificationTest {

  /** A service, and one of its specifications. */
  record Specified(Entry entry, Script script) {

    static Stream<Specified> of(Entry entry) {
      assertThat(entry.talks()).hasSameSizeAs(entry.schemes());
      return entry.talks().entrySet().stream()
          .map(talk -> new Specified(entry, Script.parse(talk.getKey(), talk.getValue())));
    }

    boolean packets() {
      return script.heading().over().packets();
    }

    Limits limits() {
      return Limits.defaults().with(it -> it.message = entry.maxMessage());
    }

    @Override
    public String toString() {
      return script.name();
    }
  }

  static List<Specified> specifications() {
    return Catalogue.entries().stream().flatMap(Specified::of).toList();
  }

  static Stream<Arguments> underEveryModel() {
    return specifications().stream()
        .flatMap(it -> ServerModel.all().stream().map(model -> Arguments.of(it, model)));
  }

  @ParameterizedTest(name = "{0} in memory")
  @MethodSource("specifications")
  void inMemory(Specified it) {
    Report report =
        it.script().inMemory(it.entry().service(), it.entry().framing(it.packets()), it.limits());
    assertThat(report).matches(Report::passed, "passed");
  }

  @ParameterizedTest(name = "{0} byte by byte")
  @MethodSource("specifications")
  void byteByByte(Specified it) {
    Report report =
        it.script()
            .inPiecesOf(1)
            .inMemory(it.entry().service(), it.entry().framing(it.packets()), it.limits());
    assertThat(report).matches(Report::passed, "passed");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("underEveryModel")
  void overSockets(Specified it, ServerModel model) throws Exception {
    boolean oneByOne = model.name().equals("iterative") && !it.packets();
    try (Running running =
        Server.on(it.packets() ? Endpoint.udp("127.0.0.1", 0) : Endpoint.tcp("127.0.0.1", 0))
            .framing(it.entry().framing(it.packets()))
            .limits(it.limits().with(limits -> limits.drain = java.time.Duration.ofMillis(200)))
            .model(model)
            .workers(oneByOne ? it.script().connections() : 1)
            .serve(it.entry().service())) {
      assertThat(it.script().speakTo(running.endpoint())).matches(Report::passed, "passed");
    }
  }
}
