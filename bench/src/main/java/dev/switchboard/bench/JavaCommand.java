package dev.switchboard.bench;

import dev.switchboard.rows.StartRow;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How rows in Java are started: under the Java that runs this, all with the same options. Ours run
 * on a module path as the command does, the rivals on the class path as most of their users do.
 */
final class JavaCommand {

  /**
   * The collector and the boxed numbers are those of the launcher, and serve all selectors alike;
   * the accesses are what Netty asks for; the JVM's own warnings go where they are not taken for a
   * port.
   */
  static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:AutoBoxCacheMax=20000",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=" + nativeAccess(),
          "-Xlog:disable",
          "-Xlog:all=warning:stderr",
          "-Xlog:aot*=off:stderr");

  private JavaCommand() {}

  /** Switchboard under this model. */
  static List<String> ours(String model) {
    List<String> command = start();
    command.addAll(List.of("--module-path", ourPath()));
    command.addAll(List.of("--module", "dev.switchboard.bench/" + StartRow.class.getName(), model));
    return command;
  }

  static List<String> rival(String row) {
    List<String> command = start();
    command.addAll(List.of("-cp", rivalPath(), StartRow.class.getName(), row));
    return command;
  }

  private static List<String> start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    if (!Cores.measuring()) {
      command.add("-XX:TieredStopAtLevel=1"); // starts sooner where many start at once
    }
    return command;
  }

  /** {@code bench/run} says it; in a test it is where the test's own modules come from. */
  static String ourPath() {
    return System.getProperty("switchboard.bench.ours", modulePath());
  }

  private static String rivalPath() {
    String here = modulePath() + File.pathSeparator + System.getProperty("java.class.path", "");
    return System.getProperty("switchboard.bench.rivals", here);
  }

  private static String modulePath() {
    return System.getProperty("jdk.module.path", "");
  }

  /** An AOT cache is made of jars only. */
  static boolean hasOnlyJars() {
    return Arrays.stream(ourPath().split(File.pathSeparator, -1))
        .allMatch(part -> part.endsWith(".jar") || hasJars(Path.of(part)));
  }

  private static boolean hasJars(Path folder) {
    String[] jars = folder.toFile().list((in, name) -> name.endsWith(".jar"));
    return jars != null && jars.length > 0;
  }

  /** Ours needs it once it calls the kernel itself; whoever is on the class path is unnamed. */
  private static String nativeAccess() {
    Stream<String> linux =
        ModuleLayer.boot().findModule("dev.switchboard.linux").map(Module::getName).stream();
    return String.join(",", Stream.concat(Stream.of("ALL-UNNAMED"), linux).toList());
  }
}
