package dev.switchboard.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The one way into the kernel: syscall(2), by number. One shape serves all calls, because each new
 * shape costs the start of the program tens of milliseconds.
 *
 * <p>Any thread may call. A call that waits holds its thread, and a virtual one's carrier with it.
 */
public final class Kernel {

  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();

  private static final MethodHandle SYSCALL =
      handle(Linker.nativeLinker().defaultLookup().findOrThrow("syscall"));

  private static final ThreadLocal<MemorySegment> OWN_STATE =
      ThreadLocal.withInitial(Kernel::newState);

  private Kernel() {}

  private static MethodHandle handle(MemorySegment function) {
    return Linker.nativeLinker()
        .downcallHandle(
            function,
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                JAVA_LONG),
            Linker.Option.captureCallState("errno"));
  }

  /** Where the C library has this name. */
  static Optional<MemorySegment> symbol(String name) {
    return Linker.nativeLinker().defaultLookup().find(name);
  }

  /** Another function in the shape of a call of the kernel. */
  static Shape function(MemorySegment at) {
    MethodHandle handle = handle(at);
    return (a, b, c, d, e, f) -> {
      try {
        return (long) handle.invokeExact(OWN_STATE.get(), a, b, c, d, e, f, 0L);
      } catch (Throwable thrown) {
        throw new LinkageError("the C library cannot be called", thrown);
      }
    };
  }

  /** A function of the C library. */
  interface Shape {
    long call(long a, long b, long c, long d, long e, long f);
  }

  /** Memory for the error number of a thread's calls. */
  public static MemorySegment newState() {
    return Arena.ofAuto().allocate(STATE);
  }

  /** Makes a call; a negative result is the error number, for {@link Errno}. */
  public static long call(Call call, long a, long b, long c, long d, long e, long f) {
    return call(OWN_STATE.get(), call.number(), a, b, c, d, e, f);
  }

  public static long call(Call call, long a, long b, long c) {
    return call(call, a, b, c, 0, 0, 0);
  }

  public static long call(Call call, long a) {
    return call(call, a, 0, 0, 0, 0, 0);
  }

  /** Makes a call that must succeed. */
  public static long need(Call call, long a, long b, long c, long d, long e, long f)
      throws IOException {
    long result = call(call, a, b, c, d, e, f);
    if (result < 0) {
      throw Errno.failure(result);
    }
    return result;
  }

  /** For paths that are walked often: the caller keeps the memory for the error number. */
  public static long call(
      MemorySegment state, long number, long a, long b, long c, long d, long e, long f) {
    long result;
    try {
      result = (long) SYSCALL.invokeExact(state, number, a, b, c, d, e, f);
    } catch (Throwable thrown) {
      throw new LinkageError("syscall(2) cannot be called", thrown);
    }
    return result == -1 ? -state.get(JAVA_INT, 0) : result;
  }
}
