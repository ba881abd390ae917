package dev.switchboard.processes;

import dev.switchboard.kernel.CLibrary;
import dev.switchboard.kernel.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Arguments and environments as execve(2) wants them: arrays of addresses of C strings. */
final class Words {

  /** In which the JDK has read our own arguments. */
  private static final Charset CHARSET = charset();

  private Words() {}

  private static Charset charset() {
    String name = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
  }

  static MemorySegment of(Arena arena, Collection<String> words) {
    List<Long> addresses = new ArrayList<>();
    words.forEach(word -> addresses.add(string(arena, word)));
    return array(arena, addresses);
  }

  /**
   * Our environment, as the bytes that it is made of, with some variables left out and these added.
   */
  static MemorySegment environment(Arena arena, Set<String> without, Map<String, String> added) {
    List<Long> addresses = new ArrayList<>();
    long own = CLibrary.environment();
    for (long at = own; own != 0 && Memory.getLong(at) != 0; at += Long.BYTES) {
      String name = nameAt(Memory.getLong(at));
      if (!without.contains(name) && !added.containsKey(name)) {
        addresses.add(Memory.getLong(at));
      }
    }
    added.forEach((name, value) -> addresses.add(string(arena, name + "=" + value)));
    return array(arena, addresses);
  }

  private static String nameAt(long address) {
    StringBuilder name = new StringBuilder();
    for (long at = address; Memory.getByte(at) != 0 && Memory.getByte(at) != '='; at++) {
      name.append((char) (Memory.getByte(at) & 0xFF));
    }
    return name.toString();
  }

  static long string(Arena arena, String word) {
    byte[] bytes = word.getBytes(CHARSET);
    MemorySegment memory = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return memory.address();
  }

  private static MemorySegment array(Arena arena, List<Long> addresses) {
    MemorySegment array = arena.allocate((addresses.size() + 1L) * Long.BYTES, Long.BYTES);
    for (int i = 0; i < addresses.size(); i++) {
      array.setAtIndex(ValueLayout.JAVA_LONG, i, addresses.get(i));
    }
    return array;
  }
}
