package dev.switchboard.ring;

/** Who hears what the kernel has done. */
@FunctionalInterface
public interface Completions {

  /**
   * An operation has completed, or a multishot one has something to tell.
   *
   * @param userData what was given with the operation
   * @param result as the system call of the same name answers; negative for an error number
   * @param flags {@link Ring#MORE}, {@link Ring#BUFFER} and others; the number of a buffer above
   */
  void completed(long userData, int result, int flags);
}
