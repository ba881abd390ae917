package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Locale;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
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
  private @Nullable LineReaderImpl reader; // guarded by this
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
    LineReader keys = opened();
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

  /** Reaching the terminal takes a while the first time; replies are shown meanwhile. */
  private LineReader opened() throws IOException {
    synchronized (this) {
      if (reader != null) {
        return reader;
      }
    }
    Terminal terminal =
        TerminalBuilder.builder().system(true).dumb(false).nativeSignals(true).encoding(UTF_8).build();
    LineReaderImpl made = new LineReaderImpl(terminal, "switchboard");
    made.setParser(new DefaultParser().escapeChars(null).quoteChars(new char[0]));
    made.option(Option.DISABLE_EVENT_EXPANSION, true); // ! is a character
    made.option(Option.BRACKETED_PASTE, false); // pasted lines are lines
    made.option(Option.DISABLE_HIGHLIGHTER, true);
    made.getKeyMaps().get(LineReader.MAIN).bind(new Reference(LineReader.SELF_INSERT), "\t");
    // Something may have come since the line was asked for.
    made.getWidgets()
        .put(
            LineReader.CALLBACK_INIT,
            () -> {
              made.setPrompt(prompt());
              return true;
            });
    synchronized (this) {
      reader = made;
      typist = Thread.currentThread();
      phase = phase == Phase.OPENING ? Phase.TYPING : phase;
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
    LineReaderImpl keys = reader;
    if (keys == null || phase != Phase.TYPING) {
      print(lines);
      return;
    }
    keys.setPrompt(prompt());
    if (!lines.isEmpty()) {
      keys.printAbove(lines);
    } else if (keys.isReading()) {
      redraw(keys);
    }
  }

  private static void redraw(LineReader keys) {
    try {
      keys.callWidget(LineReader.REDISPLAY);
    } catch (IllegalStateException e) {
      return; // the line has just been finished: the next one is drawn with the new prompt
    }
  }

  private void print(String shown) {
    console.out().print(shown);
    console.out().flush();
  }

  /** Whoever is typing is interrupted, and the terminal is as it was. */
  @Override
  public void close() {
    LineReaderImpl keys;
    Thread typing;
    synchronized (this) {
      keys = reader;
      typing = typist;
    }
    try {
      if (keys != null && unfinished.isEmpty() && keys.getBuffer().length() == 0) {
        keys.option(Option.ERASE_LINE_ON_FINISH, true); // nothing but a prompt
      }
      if (typing != null && typing != Thread.currentThread()) {
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
