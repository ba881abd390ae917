package dev.switchboard.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/**
 * Functions of the C library that are no call of the kernel, posix_spawn(3) before all. They are
 * called in the one shape that {@link Kernel} has: arguments that a function does not take are not
 * looked at by it.
 */
public final class CLibrary {

  private CLibrary() {}

  /** The function of this name, if the library of this machine has it. */
  public static Optional<Function> find(String name) {
    return Kernel.symbol(name).map(at -> new Function(name, Kernel.function(at)));
  }

  /** One that every C library has. */
  public static Function function(String name) {
    return find(name).orElseThrow(() -> new LinkageError("the C library has no function " + name));
  }

  /** The environment of this process: the address of an array of addresses, NULL at its end. */
  public static long environment() {
    MemorySegment variable =
        Kernel.symbol("environ")
            .orElseThrow(() -> new LinkageError("the C library has no variable environ"));
    return variable.reinterpret(Long.BYTES).get(ValueLayout.JAVA_LONG, 0);
  }

  /** A function whose arguments are whole numbers and addresses, and whose result is an int. */
  public static final class Function {

    private final String name;
    private final Kernel.Shape shape;

    private Function(String name, Kernel.Shape shape) {
      this.name = name;
      this.shape = shape;
    }

    /** Calls it with at most six arguments. */
    public int call(long... arguments) {
      if (arguments.length > 6) {
        throw new IllegalArgumentException(name + " is called with at most 6 arguments");
      }
      long[] six = Arrays.copyOf(arguments, 6);
      return (int) shape.call(six[0], six[1], six[2], six[3], six[4], six[5]);
    }
  }
}
