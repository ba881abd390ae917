package dev.switchboard.session;

/** What the signals are called that end programs, by their numbers on Linux (signal(7)). */
final class SignalNames {

  private SignalNames() {}

  /** The number with its name: {@code 9 (SIGKILL)}. */
  static String of(int signal) {
    String name =
        switch (signal) {
          case 1 -> "SIGHUP";
          case 2 -> "SIGINT";
          case 3 -> "SIGQUIT";
          case 4 -> "SIGILL";
          case 5 -> "SIGTRAP";
          case 6 -> "SIGABRT";
          case 7 -> "SIGBUS";
          case 8 -> "SIGFPE";
          case 9 -> "SIGKILL";
          case 10 -> "SIGUSR1";
          case 11 -> "SIGSEGV";
          case 12 -> "SIGUSR2";
          case 13 -> "SIGPIPE";
          case 14 -> "SIGALRM";
          case 15 -> "SIGTERM";
          case 24 -> "SIGXCPU";
          case 25 -> "SIGXFSZ";
          case 31 -> "SIGSYS";
          default -> "";
        };
    return name.isEmpty() ? String.valueOf(signal) : signal + " (" + name + ")";
  }
}
