package dev.switchboard.framing;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * How many bytes this thread has allocated, as the JDK counts them.
 *
 * <p>Found by reflection: the tests are patched into a module that needs java.base alone, and so
 * cannot name com.sun.management.
 */
public final class Allocated {

  private static final MethodHandle COUNTER = counter();

  private Allocated() {}

  private static MethodHandle counter() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Class<?> bean = Class.forName("com.sun.management.ThreadMXBean");
      Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
      Object threads = factory.getMethod("getThreadMXBean").invoke(null);
      return lookup
          .findVirtual(bean, "getCurrentThreadAllocatedBytes", MethodType.methodType(long.class))
          .bindTo(threads);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this JDK does not count what a thread allocates", e);
    }
  }

  /** Bytes since the thread began. */
  public static long bytes() {
    try {
      return (long) COUNTER.invokeExact();
    } catch (Throwable e) {
      throw new LinkageError("getCurrentThreadAllocatedBytes", e);
    }
  }
}
