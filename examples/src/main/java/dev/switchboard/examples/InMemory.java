package dev.switchboard.examples;

import dev.switchboard.script.Report;
import dev.switchboard.script.Script;
import dev.switchboard.session.Service;

/** A service is tested with a script, in memory: no socket, no thread, and no time passes. */
public class InMemory {
  void main() {
    Script script =
        Script.parse(
            "upper.talk",
            """
            framing length:4
            > "00"
            > "05hello"
            << HELLO
            < nothing 9m
            """);
    Report report = script.inMemory(Service.replying(String::toUpperCase));
    if (!report.passed()) {
      throw new AssertionError(report);
    }
    IO.println(report);
  }
}
