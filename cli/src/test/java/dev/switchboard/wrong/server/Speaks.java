package dev.switchboard.wrong.server;

import java.io.InputStream;
import java.io.PrintStream;

/** A library neither speaks on the standard streams, nor logs, nor ends the program. */
interface Speaks {

  final class OnOut {
    PrintStream stream() {
      return System.out;
    }
  }

  final class OnErr {
    PrintStream stream() {
      return System.err;
    }
  }

  final class OfIn {
    InputStream stream() {
      return System.in;
    }
  }

  final class ByTheShortWay {
    void say() {
      IO.println("hello");
    }
  }

  final class ByATrace {
    void say(Exception exception) {
      exception.printStackTrace();
    }
  }

  final class InALog {
    System.Logger log() {
      return System.getLogger("log");
    }
  }

  final class ForTheLastTime {
    void end() {
      System.exit(1);
    }
  }

  final class ForTheVeryLastTime {
    void end() {
      Runtime.getRuntime().halt(1);
    }
  }
}
