package dev.switchboard.cli;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What holds for all modules. {@code ..} in a package takes in the samples that break a rule. */
final class Rules {

  private static final String[] CORE = {"dev.switchboard..framing", "dev.switchboard..session"};
  private static final String[] SERVER = {
    "dev.switchboard..endpoint",
    "dev.switchboard..event",
    "dev.switchboard..tls",
    "dev.switchboard..wire",
    "dev.switchboard..model",
    "dev.switchboard..client",
    "dev.switchboard..direct",
    "dev.switchboard..server"
  };
  private static final String[] LOAD = {"dev.switchboard..load"};
  private static final String[] SCRIPT = {"dev.switchboard..script"};
  private static final String[] SERVICES = {"dev.switchboard..services"};
  private static final String[] FETCH = {"dev.switchboard..fetch"};
  private static final String[] TLS_OF_THE_JDK = {
    "javax.net.ssl", "javax.crypto..", "javax.security.auth.x500"
  };
  private static final String[] PLATFORM = {"java..", "org.jspecify.."};
  private static final String CLI = "dev.switchboard..cli";
  private static final String[] LINUX = {
    "dev.switchboard..kernel",
    "dev.switchboard..sockets",
    "dev.switchboard..ring",
    "dev.switchboard..processes"
  };

  private Rules() {}

  /** All packages that the rules name. */
  static List<String> packages() {
    return Stream.of(CORE, SERVER, SCRIPT, SERVICES, FETCH, LINUX, LOAD, new String[] {CLI})
        .flatMap(Arrays::stream)
        .map(name -> name.replace("..", "."))
        .toList();
  }

  static ArchRule coreStandsAlone() {
    return onlyKnow("core", CORE);
  }

  static ArchRule serverKnowsCore() {
    return onlyKnow("server", SERVER, CORE, TLS_OF_THE_JDK);
  }

  static ArchRule linuxKnowsServerAndCore() {
    return onlyKnow("linux", LINUX, SERVER, CORE);
  }

  static ArchRule loadKnowsServer() {
    return onlyKnow("load", LOAD, LINUX, SERVER, CORE);
  }

  static ArchRule scriptKnowsServerAndCore() {
    return onlyKnow("script", SCRIPT, SERVER, CORE);
  }

  static ArchRule servicesKnowCore() {
    return onlyKnow("services", SERVICES, CORE);
  }

  static ArchRule fetchKnowsServer() {
    return onlyKnow("fetch", FETCH, SERVER, CORE);
  }

  private static ArchRule onlyKnow(String module, String[] packages, String[]... below) {
    String[] known =
        Stream.concat(Stream.of(packages, PLATFORM), Arrays.stream(below))
            .flatMap(Arrays::stream)
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(known)
        .as(module + " knows only itself, what is below it, and the JDK");
  }

  /** Within core: a framing does not know in which session it is used. */
  static ArchRule framingsKnowNoSession() {
    return noClasses()
        .that()
        .resideInAPackage("dev.switchboard..framing")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.switchboard..session");
  }

  /**
   * Within server: endpoint, event, tls, wire, model, server point down only; client beside model.
   */
  static ArchRule serverPointsDown(String from, String... upwards) {
    String[] packages =
        Arrays.stream(upwards).map(up -> "dev.switchboard.." + up).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("dev.switchboard.." + from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .as(from + " does not know " + String.join(", ", upwards));
  }

  static ArchRule coreHasNoSockets() {
    return noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..");
  }

  static ArchRule coreHasNoThreads() {
    return noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.Thread(\\$.*)?")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.concurrent\\..*(Execut|Future|ForkJoin).*");
  }

  static ArchRule coreHasNoClock() {
    return noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .callMethodWhere(target(name("now")).and(target(owner(resideInAPackage("java.time..")))));
  }

  static ArchRule coreHasNoChance() {
    return noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(RandomGenerator.class)
        .orShould()
        .callMethod(Math.class, "random");
  }

  static ArchRule foreignFunctionsOnlyInLinux() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(LINUX)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign..");
  }

  static ArchRule standardStreamsOnlyInCli() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .accessFieldWhere(standardStream())
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.(lang\\.IO|io\\.Console)")
        .orShould()
        .callMethodWhere(target(name("printStackTrace")));
  }

  private static DescribedPredicate<JavaFieldAccess> standardStream() {
    return DescribedPredicate.describe(
        "a standard stream",
        access ->
            access.getTargetOwner().isEquivalentTo(System.class)
                && access.getTarget().getName().matches("in|out|err"));
  }

  /** A process of a server is a program of its own, which ends with its connection. */
  static ArchRule onlyCliEndsTheProgram() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .and()
        .doNotHaveFullyQualifiedName("dev.switchboard.processes.ChildMain")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class);
  }

  static ArchRule nothingIsLogged() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.System\\$Logger.*|java\\.util\\.logging\\..*");
  }

  static ArchRule nobodySleeps() {
    return noClasses()
        .should()
        .callMethodWhere(target(name("sleep")).and(target(owner(sleeper()))));
  }

  private static DescribedPredicate<JavaClass> sleeper() {
    return DescribedPredicate.describe(
        "Thread or TimeUnit",
        type -> type.isAssignableTo(Thread.class) || type.isAssignableTo(TimeUnit.class));
  }

  static ArchRule namesSayWhat() {
    return noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?");
  }

  static ArchRule noCycles() {
    return slices().matching("dev.switchboard.(**)").should().beFreeOfCycles();
  }
}
