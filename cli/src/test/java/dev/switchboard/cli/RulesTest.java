package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arrows point down, and what is banned is nowhere; and each rule notices a class that breaks it.
 */
class RulesTest {

  private static final String WRONG = "dev.switchboard.wrong.";

  /** The modules as they run, and so without tests. */
  private static final JavaClasses MODULES = new ClassFileImporter().importLocations(locations());

  private static final JavaClasses SAMPLES =
      new ClassFileImporter()
          .importPackages("dev.switchboard.wrong"); // and what they depend on, by reflection

  /** Each rule, with all samples that break it and no other. */
  static Stream<Arguments> rules() {
    return Stream.of(
        rule(Rules.coreStandsAlone(), "framing.Knows$TheServer"),
        rule(Rules.serverKnowsCore(), "model.Points$Aside"),
        rule(Rules.linuxKnowsServerAndCore(), "ring.Points"),
        rule(Rules.loadKnowsServer(), "load.Points"),
        rule(Rules.scriptKnowsServerAndCore(), "script.Points"),
        rule(Rules.servicesKnowCore(), "services.Points"),
        rule(Rules.fetchKnowsServer(), "fetch.Points"),
        rule(Rules.framingsKnowNoSession(), "framing.Knows$TheSession"),
        rule(
            Rules.serverPointsDown("endpoint", "event", "tls", "wire", "model", "client", "server"),
            "endpoint.Points"),
        rule(Rules.serverPointsDown("model", "client", "server"), "model.Points$Up"),
        rule(Rules.coreHasNoSockets(), "framing.Knows$Channels", "framing.Knows$Sockets"),
        rule(Rules.coreHasNoThreads(), "session.Asks$ForAThread", "session.Asks$ForSleep"),
        rule(
            Rules.coreHasNoClock(),
            "session.Asks$ForAClock",
            "session.Asks$ForMilliseconds",
            "session.Asks$ForNanoseconds",
            "session.Asks$ForTheTime"),
        rule(Rules.coreHasNoChance(), "session.Asks$ForChance"),
        rule(Rules.foreignFunctionsOnlyInLinux(), "framing.Knows$Foreign"),
        rule(
            Rules.standardStreamsOnlyInCli(),
            "server.Speaks$ByATrace",
            "server.Speaks$ByTheShortWay",
            "server.Speaks$OfIn",
            "server.Speaks$OnErr",
            "server.Speaks$OnOut"),
        rule(
            Rules.onlyCliEndsTheProgram(),
            "server.Speaks$ForTheLastTime",
            "server.Speaks$ForTheVeryLastTime"),
        rule(Rules.nothingIsLogged(), "server.Speaks$InALog"),
        rule(Rules.nobodySleeps(), "session.Asks$ForSleep", "session.Asks$ForSleepElsewhere"),
        rule(
            Rules.namesSayWhat(),
            "Named$PortHelper",
            "Named$PortImpl",
            "Named$PortManager",
            "Named$PortUtil",
            "Named$PortUtils"),
        rule(Rules.noCycles(), "one.One", "two.Two"));
  }

  /** Rules of the same kind as one above, which has shown that it can fail. */
  static Stream<ArchRule> moreOfThem() {
    return Stream.of(
        Rules.serverPointsDown("event", "tls", "wire", "model", "client", "server"),
        Rules.serverPointsDown("tls", "wire", "model", "client", "direct", "server"),
        Rules.serverPointsDown("wire", "tls", "model", "client", "server"),
        Rules.serverPointsDown("client", "model", "server"),
        Rules.serverPointsDown("server", "client"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"rules", "moreOfThem"})
  void holds(ArchRule rule) {
    rule.check(MODULES);
  }

  @ParameterizedTest(name = "it is noticed where {0} does not hold")
  @MethodSource("rules")
  void notices(ArchRule rule, List<String> wrong) {
    String report = rule.evaluate(SAMPLES).getFailureReport().toString();
    List<String> noticed =
        SAMPLES.stream()
            .map(JavaClass::getName)
            .filter(name -> name.startsWith(WRONG))
            .filter(name -> report.matches("(?s).*\\Q" + name + "\\E[^\\w$].*"))
            .map(name -> name.substring(WRONG.length()))
            .sorted()
            .toList();
    assertThat(noticed).as(report).containsExactlyElementsOf(wrong);
  }

  @Test
  void everySampleBreaksARule() {
    Set<String> used =
        rules()
            .flatMap(rule -> ((List<?>) rule.get()[1]).stream())
            .map(Object::toString)
            .collect(Collectors.toSet());
    Set<String> samples =
        SAMPLES.stream()
            .filter(sample -> !sample.isInterface())
            .map(sample -> sample.getName().substring(WRONG.length()))
            .collect(Collectors.toSet());
    assertThat(samples).isEqualTo(used);
  }

  /** A package that no rule knows would be free to do as it likes. */
  @Test
  void everyPackageIsUnderTheRules() {
    Set<String> packages =
        MODULES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    packages.remove(""); // that of the module descriptors
    assertThat(packages)
        .isSubsetOf(Rules.packages())
        .contains("dev.switchboard.session", "dev.switchboard.server")
        .contains("dev.switchboard.services", "dev.switchboard.cli");
  }

  /** What a module may read at all: the compiler holds it to that. */
  @Test
  void modulesRequireNoMoreThanTheyMay() {
    Map<String, Set<String>> may =
        Map.of(
            "core", Set.of(),
            "server", Set.of("core"),
            "services", Set.of("core"),
            "fetch", Set.of("server"),
            "linux", Set.of("server"),
            "load", Set.of("server", "linux"),
            "script", Set.of("server"),
            "cli", Set.of("server", "services", "fetch", "script", "load"));
    may.forEach((module, below) -> {
      Set<String> requires =
          ModuleLayer.boot()
              .findModule("dev.switchboard." + module)
              .orElseThrow()
              .getDescriptor()
              .requires()
              .stream()
              .map(Requires::name)
              .collect(Collectors.toSet());
      assertThat(requires).as(module).doesNotContain("java.logging");
      requires.removeIf(name -> !name.startsWith("dev.switchboard."));
      assertThat(requires)
          .as(module)
          .isEqualTo(
              below.stream().map(name -> "dev.switchboard." + name).collect(Collectors.toSet()));
    });
  }

  private static Arguments rule(ArchRule rule, String... wrong) {
    return Arguments.of(rule, List.of(wrong));
  }

  private static List<Location> locations() {
    return ModuleLayer.boot().configuration().modules().stream()
        .filter(module -> module.name().startsWith("dev.switchboard."))
        .map(RulesTest::location)
        .map(Location::of)
        .toList();
  }

  private static URI location(ResolvedModule module) {
    return module.reference().location().orElseThrow();
  }
}
