package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.script.Script;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a service's {@code .talk} says is what it does: ours, and the same in Python and C. */
@ExtendWith(Served.class)
class SpecificationTest {

  /** As it is written; what goes one way in one segment; and in pieces. */
  private static final List<UnaryOperator<Script>> CUTS =
      List.of(
          UnaryOperator.identity(),
          Script::joined,
          script -> script.inPiecesOf(3),
          script -> script.inPiecesOf(1));

  @TempDir static Path folder;

  static Stream<Arguments> ours() {
    return Specification.all()
        .flatMap(specification ->
            Served.everyModel().stream()
                .filter(
                    model -> specification.scheme().equals("tcp") || Served.servesDatagrams(model))
                .map(model -> Arguments.of(specification, model)));
  }

  static List<LectureServer> theirs() {
    return LectureServer.all();
  }

  static Stream<Specification> specifications() {
    return Specification.all();
  }

  @ParameterizedTest(name = "{0} in memory")
  @MethodSource("specifications")
  void holdsInMemory(Specification specification) {
    CUTS.forEach(specification::holdsInMemory);
  }

  @ParameterizedTest(name = "{0} under {1}")
  @MethodSource("ours")
  void holdsForOurs(Specification specification, String model, Served.Servers servers)
      throws Exception {
    String service = specification.entry().name();
    Endpoint endpoint =
        servers.under(model).endpoints(service).stream()
            .filter(one -> one.toString().startsWith(specification.scheme() + "://127.0.0.1:"))
            .findFirst()
            .orElseThrow();
    specification.holdsFor(endpoint, UnaryOperator.identity());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("theirs")
  void holdsForTheirs(LectureServer server) throws Exception {
    try (LectureServer.Started started = server.start(folder)) {
      for (UnaryOperator<Script> cut : CUTS) {
        server.specification().holdsFor(started.endpoint(), cut);
      }
    }
  }
}
