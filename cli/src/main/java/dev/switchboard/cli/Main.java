package dev.switchboard.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry: reads the verb, runs it, and ends the JVM with its exit code. */
@Command(
    name = "switchboard",
    header = "A workbench for sockets.",
    customSynopsis = "switchboard VERB …",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  switchboard serve hello             answer telnet, nc or Python on port 8820",
      "  switchboard serve upper -v          show who says what",
      "  switchboard serve --list            what can be served",
      "  switchboard speak hello             type a name, read the reply",
      "  switchboard fetch -v localhost:8000 what a web server says, and was asked",
      "  switchboard try models              who waits for whom under each server model",
      "  switchboard java My.java            a program of your own, with the library",
      "  switchboard serve --help            the verb's own options"
    },
    synopsisHeading = "%nUsage: ",
    commandListHeading = "%nVerbs:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "1:the network said no", "2:wrong usage", "3:not started"},
    subcommands = {
      Serve.class,
      Speak.class,
      Fetch.class,
      Try.class,
      Completion.class,
      Rehearse.class
    })
final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    CommandLine line = commandLine(new Console(out, err, new FileOutputStream(FileDescriptor.out)));
    if (arguments.length == 0) {
      line.usage(err);
      return ExitCode.USAGE;
    }
    return line.execute(arguments);
  }

  static CommandLine commandLine(Console console) {
    CommandLine line = new CommandLine(new Main(), new Verbs(console));
    line.setExecutionExceptionHandler(
        (exception, command, result) -> Complaint.of(exception, command, console));
    line.setParameterExceptionHandler((exception, args) -> Complaint.ofUsage(exception, console));
    line.setOut(console.outWriter());
    line.setErr(console.errWriter());
    line.setExpandAtFiles(false); // -d @FILE is the verb's own
    line.setHelpSectionKeys(HelpOrder.EXAMPLES_FIRST);
    return line;
  }
}
