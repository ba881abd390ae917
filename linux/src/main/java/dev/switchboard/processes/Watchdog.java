package dev.switchboard.processes;

import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A process that outlives us by a moment, to end those that we have left behind: nothing of ours
 * runs any more when we were killed with SIGKILL.
 *
 * <p>It is a shell with a loop. We hold the other end of its standard input, and the kernel closes
 * that whatever we die of. Which groups there are we tell it as they come ({@code + GROUP}) and go
 * ({@code - GROUP}); a group goes before its leader is reaped, so its number is never a stranger's.
 * One that was started in the very instant of our death it does not know: its number is known only
 * when it runs already.
 */
final class Watchdog {

  static final String SHELL = "/bin/sh";

  /** Only what every shell has within itself: no program is started. */
  private static final String LOOP =
      """
      groups=
      while read -r sign group; do
        if [ "$sign" = + ]; then
          groups="$groups $group"
        else
          rest=
          for each in $groups; do
            [ "$each" = "$group" ] || rest="$rest $each"
          done
          groups=$rest
        fi
      done
      for each in $groups; do
        kill -s KILL -- "-$each" 2>/dev/null
      done
      """;

  private static final int O_CLOEXEC = 0x80000;

  private final Set<Integer> groups = new LinkedHashSet<>(); // guarded by this, as all that follows
  private int pipe = -1; // our end
  private boolean closed;
  private ChildProcess shell;

  /**
   * @throws IOException when it cannot be started
   */
  Watchdog() throws IOException {
    shell = open();
    tell("- 0\n"); // nothing to it; but the first real line is written without loading a class
  }

  private ChildProcess open() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(8, 4);
      Kernel.need(Call.PIPE2, ends.address(), O_CLOEXEC, 0, 0, 0, 0);
      int theirs = ends.get(ValueLayout.JAVA_INT, 0);
      pipe = ends.get(ValueLayout.JAVA_INT, 4);
      try {
        return new Spawn(SHELL, List.of("switchboard-watchdog", "-c", LOOP))
            .descriptor(theirs, 0)
            .nothingOn(1)
            .nothingOn(2)
            .start();
      } catch (IOException e) {
        Kernel.call(Call.CLOSE, pipe);
        pipe = -1;
        throw e;
      } finally {
        Kernel.call(Call.CLOSE, theirs);
      }
    }
  }

  /** The number of the shell. */
  synchronized int pid() {
    return shell.pid();
  }

  /** Has this group ended with us. */
  synchronized void guard(ChildProcess leader) {
    groups.add(leader.pid());
    tell("+ " + leader.pid() + "\n");
  }

  /** All of this group have ended; its leader was not reaped yet. */
  synchronized void forget(ChildProcess leader) {
    groups.remove(leader.pid());
    tell("- " + leader.pid() + "\n");
  }

  /** Somebody may have killed it: then another one takes its place, and hears of all there are. */
  private void tell(String line) {
    if (!closed && (pipe < 0 || !write(line))) {
      end();
      try {
        shell = open();
        groups.forEach(group -> write("+ " + group + "\n"));
      } catch (IOException e) {
        end(); // no descriptor or process is left; the next line tries again
      }
    }
  }

  /** The JVM ignores SIGPIPE, so that a pipe without a reader answers EPIPE. */
  private boolean write(String line) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
      MemorySegment memory = arena.allocate(bytes.length);
      MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
      long result;
      do {
        // A pipe takes so few bytes at one go or not at all (pipe(7), PIPE_BUF).
        result = Kernel.call(Call.WRITE, pipe, memory.address(), bytes.length);
      } while (Errno.EINTR.is(result));
      return result == bytes.length;
    }
  }

  /** Ends it; what it still knows of is ended as well. */
  synchronized void close() {
    closed = true;
    end();
  }

  private void end() {
    if (pipe >= 0) {
      Kernel.call(Call.CLOSE, pipe);
      pipe = -1;
      shell.await();
      shell.reap();
    }
  }
}
