package dev.switchboard.sockets;

import dev.switchboard.kernel.Memory;

/** struct epoll_event of epoll_ctl(2), which is packed on x86-64 alone. */
final class EpollEvent {

  private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
  private static final int TOKEN = PACKED ? 4 : 8;

  static final int BYTES = TOKEN + 8;
  static final int ALIGNMENT = 8;

  private EpollEvent() {}

  static void put(long at, int events, long token) {
    Memory.putInt(at, events);
    Memory.putLong(at + TOKEN, token);
  }

  static int events(long at) {
    return Memory.getInt(at);
  }

  static long token(long at) {
    return Memory.getLong(at + TOKEN);
  }
}
