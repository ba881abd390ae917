package dev.switchboard.processes;

import dev.switchboard.kernel.CLibrary;
import dev.switchboard.kernel.Errno;
import dev.switchboard.wire.SystemAnswer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program that is about to be started with posix_spawn(3): fork and exec in one step, which a JVM
 * with its many threads may do safely.
 *
 * <p>It gets the descriptors that are named here, and none of our others; every signal with its
 * default disposition and none blocked; a process group of its own, so that it can be ended with
 * all that it starts.
 */
final class Spawn {

  private static final int FLAGS = 0x02 | 0x04 | 0x08; // SETPGROUP, SETSIGDEF, SETSIGMASK
  private static final int O_RDWR = 2;
  private static final int SIGCHLD = 17;
  private static final int SIG_DFL = 0;
  private static final int SIGNAL_SET_BYTES = 128; // sigset_t of glibc and musl

  /** posix_spawnattr_t and posix_spawn_file_actions_t are smaller than this everywhere. */
  private static final int OBJECT_BYTES = 1024;

  private final String file;
  private final List<String> words;
  private Map<String, String> added = Map.of();
  private Set<String> without = Set.of();
  private final List<Redirection> redirections = new ArrayList<>();

  /** Its descriptor {@code as} is ours of this number; a negative one is /dev/null. */
  private record Redirection(int ours, int as) {}

  /** The functions of the C library, found once. */
  private static final class Functions {

    static final CLibrary.Function SPAWN = CLibrary.function("posix_spawn");
    static final CLibrary.Function INIT = CLibrary.function("posix_spawn_file_actions_init");
    static final CLibrary.Function DESTROY = CLibrary.function("posix_spawn_file_actions_destroy");
    static final CLibrary.Function DUP2 = CLibrary.function("posix_spawn_file_actions_adddup2");
    static final CLibrary.Function OPEN = CLibrary.function("posix_spawn_file_actions_addopen");
    static final CLibrary.Function CLOSE_FROM =
        CLibrary.function("posix_spawn_file_actions_addclosefrom_np");
    static final CLibrary.Function HOW_INIT = CLibrary.function("posix_spawnattr_init");
    static final CLibrary.Function HOW_DESTROY = CLibrary.function("posix_spawnattr_destroy");
    static final CLibrary.Function HOW_FLAGS = CLibrary.function("posix_spawnattr_setflags");
    static final CLibrary.Function HOW_GROUP = CLibrary.function("posix_spawnattr_setpgroup");
    static final CLibrary.Function HOW_MASK = CLibrary.function("posix_spawnattr_setsigmask");
    static final CLibrary.Function HOW_DEFAULT = CLibrary.function("posix_spawnattr_setsigdefault");

    static {
      // Whoever started us may have SIGCHLD ignored, and then the kernel keeps no zombies: a
      // process's number would be a stranger's before we have waited for it (sigaction(2)).
      CLibrary.function("signal").call(SIGCHLD, SIG_DFL);
    }

    private Functions() {}
  }

  /**
   * @param words its name and its arguments
   */
  Spawn(String file, List<String> words) {
    this.file = file;
    this.words = words;
  }

  /** Our environment without some variables, and with others. */
  Spawn environment(Set<String> left, Map<String, String> more) {
    without = left;
    added = more;
    return this;
  }

  /** Its descriptor {@code as} is ours of this number. */
  Spawn descriptor(int ours, int as) {
    redirections.add(new Redirection(ours, as));
    return this;
  }

  /** There is nothing to read from its descriptor {@code as}, and what it writes is lost. */
  Spawn nothingOn(int as) {
    return descriptor(-1, as);
  }

  /**
   * Starts it.
   *
   * @throws IOException with a sentence that says what to do
   */
  ChildProcess start() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment actions = arena.allocate(OBJECT_BYTES, 16);
      MemorySegment how = arena.allocate(OBJECT_BYTES, 16);
      MemorySegment pid = arena.allocate(Integer.BYTES, Integer.BYTES);
      need(Functions.INIT.call(actions.address()));
      need(Functions.HOW_INIT.call(how.address()));
      try {
        describeDescriptors(arena, actions.address());
        describeSignals(arena, how.address());
        need(
            Functions.SPAWN.call(
                pid.address(),
                Words.string(arena, file),
                actions.address(),
                how.address(),
                Words.of(arena, words).address(),
                Words.environment(arena, without, added).address()));
        return new ChildProcess(pid.get(ValueLayout.JAVA_INT, 0));
      } finally {
        Functions.DESTROY.call(actions.address());
        Functions.HOW_DESTROY.call(how.address());
      }
    }
  }

  private void describeDescriptors(Arena arena, long actions) throws IOException {
    int highest = 2; // the standard streams are always there
    for (Redirection each : redirections) {
      highest = Math.max(highest, each.as);
      need(
          each.ours >= 0
              ? Functions.DUP2.call(actions, each.ours, each.as)
              : Functions.OPEN.call(actions, each.as, Words.string(arena, "/dev/null"), O_RDWR, 0));
    }
    need(Functions.CLOSE_FROM.call(actions, highest + 1));
  }

  private static void describeSignals(Arena arena, long how) throws IOException {
    MemorySegment none = arena.allocate(SIGNAL_SET_BYTES, Long.BYTES);
    MemorySegment all = arena.allocate(SIGNAL_SET_BYTES, Long.BYTES).fill((byte) 0xFF);
    need(Functions.HOW_FLAGS.call(how, FLAGS));
    need(Functions.HOW_GROUP.call(how, 0)); // a group with the number of the process
    need(Functions.HOW_MASK.call(how, none.address()));
    need(Functions.HOW_DEFAULT.call(how, all.address()));
  }

  /** These functions answer the error number itself. */
  private static void need(int answer) throws IOException {
    if (answer != 0) {
      throw Errno.failure(-answer);
    }
  }

  /** Why a program could not be started, as a sentence without its end. */
  static String sentence(String name, IOException answer) {
    String said = SystemAnswer.said(answer);
    String advice =
        switch (said) {
          case "resource temporarily unavailable" ->
              "; there are too many processes: raise the limit (ulimit -u), or lower --max-connections";
          case "argument list too long" -> "; its arguments and the environment are too much";
          case "exec format error" -> "; a script begins with a line such as #!/bin/sh";
          case "no such file or directory" -> "; it is gone, or what its first line names is";
          case "permission denied" -> "; make it executable (chmod +x)";
          default -> "";
        };
    return "cannot start '%s': %s%s".formatted(name, said, advice);
  }
}
