package dev.switchboard.processes;

import dev.switchboard.session.Ending;

/** How a process ended (wait(2)). */
sealed interface Exit {

  /** By itself, with this code. */
  record Code(int code) implements Exit {}

  /** By this signal. */
  record Killed(int signal) implements Exit {}

  /** Somebody else in this JVM has waited for it. */
  record Unknown() implements Exit {}

  /** As the end of the connection that the process had. */
  default Ending ending() {
    return switch (this) {
      case Code exited -> new Ending.ProcessExited(exited.code());
      case Killed killed -> new Ending.ProcessKilled(killed.signal());
      case Unknown unknown -> new Ending.IoError("its process has ended, nobody knows how");
    };
  }
}
