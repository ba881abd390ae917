import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Sums up what the tests of all modules did: {@code java build/TestSummary.java ROOT [--no-skips]}.
 *
 * <p>Reads the reports that Surefire left in {@code ROOT/MODULE/target/surefire-reports}, lists the
 * skipped tests with their reasons, and ends with one line {@code N passed, N failed, N skipped}.
 * Exit 1 if a test failed, if none ran, or if one was skipped where none may be.
 */
class TestSummary {
  private int tests;
  private int failed;
  private final List<String> skipped = new ArrayList<>();

  static void main(String[] args) throws Exception {
    var noSkips = args.length > 1 && args[1].equals("--no-skips");
    var summary = new TestSummary();
    for (var report : reports(Path.of(args[0]))) {
      summary.add(report);
    }
    System.exit(summary.print(noSkips) ? 0 : 1);
  }

  private static List<Path> reports(Path root) throws IOException {
    var reports = new ArrayList<Path>();
    try (var modules = Files.newDirectoryStream(root)) {
      for (var module : modules) {
        var folder = module.resolve("target/surefire-reports");
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".xml")).forEach(reports::add);
          }
        }
      }
    }
    reports.sort(null);
    return reports;
  }

  private void add(Path report) throws Exception {
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
    var cases = document.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      var test = (Element) cases.item(i);
      tests++;
      var skips = test.getElementsByTagName("skipped");
      if (skips.getLength() > 0) {
        skipped.add(nameOf(test) + ": " + reasonOf((Element) skips.item(0)));
      } else if (test.getElementsByTagName("failure").getLength() > 0
          || test.getElementsByTagName("error").getLength() > 0) {
        failed++;
      }
    }
  }

  private static String nameOf(Element test) {
    var type = test.getAttribute("classname");
    return type.substring(type.lastIndexOf('.') + 1) + "." + test.getAttribute("name");
  }

  /** A disabled test has its reason as a message, a failed assumption as the exception's text. */
  private static String reasonOf(Element skip) {
    var text = skip.hasAttribute("message") ? skip.getAttribute("message") : skip.getTextContent();
    var reason = text.lines().findFirst().orElse("").replaceFirst("^[\\w.]+Exception: ", "");
    reason = reason.replaceFirst("^Assumption failed: ", "").strip();
    return reason.isEmpty() ? "no reason given" : reason;
  }

  /** Answers whether all is well. */
  private boolean print(boolean noSkips) {
    System.out.println(); // Maven's last line may end without an end
    skipped.forEach(skip -> System.out.println("skipped: " + skip));
    if (tests == 0) {
      System.out.println("verify: no test ran");
    }
    if (noSkips && !skipped.isEmpty()) {
      System.out.println("verify: tests were skipped, and --no-skips forbids it");
    }
    System.out.printf(
        "%d passed, %d failed, %d skipped%n",
        tests - failed - skipped.size(), failed, skipped.size());
    return tests > 0 && failed == 0 && (skipped.isEmpty() || !noSkips);
  }
}
