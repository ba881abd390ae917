package dev.switchboard.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All processes that were started here: none of them outlives this one. After Ctrl-C they are ended
 * here; when this JVM is killed outright, the kernel ends them (prctl(2), PR_SET_PDEATHSIG), those
 * that are stopped too. That goes by the thread that started them, so it must live longer.
 */
final class Children {

  private static final List<String> BOUND_TO_US =
      Programs.installed("setpriv").isPresent()
          ? List.of("setpriv", "--pdeathsig", "KILL")
          : List.of();
  private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Children::endAll));
  }

  private Children() {}

  /** Starts a process whose standard error goes to a file. */
  static Process start(List<String> command, File errors) throws IOException {
    List<String> bound = new ArrayList<>(BOUND_TO_US);
    bound.addAll(command);
    Process process = new ProcessBuilder(bound).redirectError(Redirect.to(errors)).start();
    ALIVE.add(process);
    return process;
  }

  /** Ends it, also if it is stopped, and waits until it is gone. */
  static void end(Process process) {
    process.destroyForcibly();
    process.onExit().join();
    ALIVE.remove(process);
  }

  /** Runs a command to its end and answers its output. */
  static String run(List<String> command) throws IOException {
    File errors = File.createTempFile("bench", ".log");
    try {
      Process process = start(command, errors);
      try {
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        int code = process.onExit().join().exitValue();
        if (code != 0) {
          String why = said(errors);
          throw new IOException(
              why.isEmpty() ? command.getFirst() + " ended with exit code " + code : why);
        }
        return output;
      } finally {
        end(process);
      }
    } finally {
      Files.delete(errors.toPath());
    }
  }

  /** What stands in a file of errors; empty if nothing does. */
  static String said(File errors) throws IOException {
    return Files.readString(errors.toPath()).strip();
  }

  static int alive() {
    return ALIVE.size();
  }

  private static void endAll() {
    ALIVE.forEach(Process::destroyForcibly);
  }
}
