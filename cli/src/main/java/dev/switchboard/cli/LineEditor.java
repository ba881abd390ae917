package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Locale;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jspecify.annotations.Nullable;

/**
 * A terminal on which one types lines, with the keys and the history that one expects, while
 * replies are shown above the line. A reply whose line is not whole yet, as {@code login: }, stands
 * before what is typed, in place of the prompt.
 *
 * <p>What was typed is remembered for this run and nowhere else: it may be a password.
 *
 * <p>One thread asks for lines; any may show something.
 */
final class LineEditor implements Typing, Screen {

  private static final String PROMPT = "> ";

  /** A line without an end would be drawn again with every byte of it. */
  private static final int LONGEST_PROMPT = 500;

  private enum Phase {
    OPENING,
    TYPING,
    DONE
  }

  private final Console console;
  private final boolean lineFeeds;

  private final TerminalText text = new TerminalText(); // guarded by this

  /** The beginning of a reply's last line. Written by whoever holds this. */
  private volatile String unfinished = "";

  /** What of it stands before the line that is being typed. */
  private volatile String standing = "";

  private Phase phase = Phase.OPENING; // guarded by this
  private @Nullable EditedLine reader; // guarded by this
  private @Nullable Thread typist; // guarded by this

  /**
   * @param lineFeeds whether a line is handed on with a line feed behind it
   */
  LineEditor(Console console, boolean lineFeeds) {
    this.console = console;
    this.lineFeeds = lineFeeds;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    EditedLine keys = opened();
    try {
      String line = keys.readLine(prompt());
      forget();
      return (lineFeeds ? line + "\n" : line).getBytes(UTF_8);
    } catch (EndOfFileException e) {
      done();
      return null;
    } catch (UserInterruptException e) {
      done();
      throw e;
    }
  }

  /** Replies are shown while the terminal is being reached. */
  private EditedLine opened() throws IOException {
    synchronized (this) {
      if (reader != null) {
        return reader;
      }
    }
    EditedLine made = EditedLine.open(this::prompt);
    synchronized (this) {
      reader = made;
      typist = Thread.currentThread();
      phase = Phase.TYPING;
      return made;
    }
  }

  /** Asked for with JLine's lock held, and so must not wait for ours. */
  private String prompt() {
    String before = unfinished;
    standing = before;
    return before.isEmpty() ? PROMPT : before.replace("%", "%%"); // JLine expands what has one
  }

  /** What stood before a line that is typed to its end has been shown. */
  private synchronized void forget() {
    if (unfinished.equals(standing)) {
      unfinished = "";
    }
  }

  private synchronized void done() {
    forget();
    phase = Phase.DONE;
    if (reader != null) {
      reader.finish();
    }
    print(unfinished);
    unfinished = "";
  }

  @Override
  public synchronized void show(byte... reply) {
    String all = unfinished + text.of(reply);
    int behind = phase == Phase.DONE ? all.length() : all.lastIndexOf('\n') + 1;
    if (all.length() - behind > LONGEST_PROMPT) {
      behind = all.length();
    }
    unfinished = all.substring(behind);
    above(all.substring(0, behind));
  }

  @Override
  public synchronized void say(String line) {
    above(line + "\n");
  }

  /** Shows text above the line that is being typed, or where the cursor is if there is none. */
  private void above(String lines) {
    EditedLine keys = reader;
    if (keys == null || phase != Phase.TYPING) {
      print(lines);
      return;
    }
    keys.setPrompt(prompt());
    if (!lines.isEmpty()) {
      keys.printAbove(lines);
    } else {
      keys.redraw();
    }
  }

  private void print(String shown) {
    console.out().print(shown);
    console.out().flush();
  }

  /** Whoever is typing is interrupted, and the terminal is as it was. */
  @Override
  public void close() {
    EditedLine keys;
    Thread typing;
    synchronized (this) {
      keys = reader;
      typing = typist;
    }
    try {
      if (keys != null && unfinished.isEmpty()) {
        keys.forgetPrompt();
      }
      if (typing != null) {
        typing.interrupt();
        typing.join(2000);
      }
      if (keys != null) {
        keys.getTerminal().close();
      }
    } catch (IOException e) {
      console.say(
          "The terminal may be in disorder (%s); the command 'reset' mends it."
              .formatted(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
