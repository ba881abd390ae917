package dev.switchboard.kernel;

/** System calls, with their numbers on x86-64 and on AArch64 (asm/unistd.h). */
public enum Call {
  READ(0, 63),
  WRITE(1, 64),
  CLOSE(3, 57),
  MMAP(9, 222),
  MUNMAP(11, 215),
  IOCTL(16, 29),
  GETPID(39, 172),
  SOCKET(41, 198),
  CONNECT(42, 203),
  SENDTO(44, 206),
  RECVFROM(45, 207),
  SENDMSG(46, 211),
  RECVMSG(47, 212),
  SHUTDOWN(48, 210),
  BIND(49, 200),
  LISTEN(50, 201),
  GETSOCKNAME(51, 204),
  GETPEERNAME(52, 205),
  SOCKETPAIR(53, 199),
  SETSOCKOPT(54, 208),
  GETSOCKOPT(55, 209),
  KILL(62, 129),
  FCNTL(72, 25),
  PRCTL(157, 167),
  WAITID(247, 95),
  EPOLL_CTL(233, 21),
  PPOLL(271, 73),
  EPOLL_PWAIT(281, 22),
  ACCEPT4(288, 242),
  EVENTFD2(290, 19),
  EPOLL_CREATE1(291, 20),
  DUP3(292, 24),
  PIPE2(293, 59),
  RECVMMSG(299, 243),
  PRLIMIT64(302, 261),
  SENDMMSG(307, 269),
  IO_URING_SETUP(425, 425),
  IO_URING_ENTER(426, 426),
  IO_URING_REGISTER(427, 427),
  PIDFD_OPEN(434, 434);

  private static final boolean AARCH64 = System.getProperty("os.arch").equals("aarch64");

  private final int x86;
  private final int arm;

  Call(int x86, int arm) {
    this.x86 = x86;
    this.arm = arm;
  }

  /** Its number on this machine. */
  public long number() {
    return AARCH64 ? arm : x86;
  }
}
