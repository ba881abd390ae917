package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Reference;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * JLine's line reader, set up for speaking to a peer and not to a shell: what is typed is taken as
 * it is.
 *
 * <p>The terminal gives keys one by one from the first line to the last, so that none is lost that
 * is pressed between two of them. Ctrl-C and Ctrl-Z stay what the kernel makes signals of
 * (termios(3), ISIG), so that the shell's job control works; JLine would take them for keys.
 */
final class EditedLine extends LineReaderImpl {

  private final Attributes usual;

  private EditedLine(Terminal terminal, Attributes usual) throws IOException {
    super(terminal, "switchboard");
    this.usual = usual;
  }

  /**
   * Reaches for the terminal, which takes some 200 ms the first time.
   *
   * @param prompt asked when a line begins, with JLine's lock held
   */
  static EditedLine open(Supplier<String> prompt) throws IOException {
    System.setProperty("org.jline.terminal.softwareSignals", "false");
    Terminal terminal =
        TerminalBuilder.builder()
            .system(true)
            .dumb(false)
            .nativeSignals(true)
            .encoding(UTF_8)
            .build();
    Attributes usual = terminal.enterRawMode();
    keepSignals(terminal);
    terminal.handle(Terminal.Signal.INT, signal -> System.exit(HowItEnded.INTERRUPTED.code()));
    EditedLine line = new EditedLine(terminal, usual);
    line.setUp(prompt);
    return line;
  }

  private void setUp(Supplier<String> prompt) {
    setParser(new DefaultParser().escapeChars(null).quoteChars(new char[0]));
    option(Option.DISABLE_EVENT_EXPANSION, true); // ! is a character
    option(Option.BRACKETED_PASTE, false); // pasted lines are lines
    option(Option.DISABLE_HIGHLIGHTER, true);
    KeyMap<Binding> keys = Objects.requireNonNull(getKeyMaps().get(MAIN));
    keys.bind(new Reference(SELF_INSERT), "\t");
    getWidgets()
        .put(
            CALLBACK_INIT,
            () -> {
              keepSignals(terminal);
              setPrompt(prompt.get());
              return true;
            });
  }

  private static void keepSignals(Terminal terminal) {
    Attributes attributes = terminal.getAttributes();
    attributes.setLocalFlag(Attributes.LocalFlag.ISIG, true);
    terminal.setAttributes(attributes);
  }

  @Override
  protected void handleSignal(Terminal.Signal signal) {
    super.handleSignal(signal);
    if (signal == Terminal.Signal.CONT) {
      keepSignals(terminal); // JLine has just set it to its own liking
    }
  }

  /** No more lines are read: the terminal is as it was. */
  void finish() {
    terminal.setAttributes(usual);
  }

  /** Draws the line again, if one is being typed, with the prompt as it is now. */
  void redraw() {
    try {
      if (isReading()) {
        callWidget(REDISPLAY);
      }
    } catch (IllegalStateException e) {
      return; // the line has just been finished: the next one is drawn with the new prompt
    }
  }

  /** Takes the line away that was begun, where it is nothing but the prompt. */
  void forgetPrompt() {
    if (getBuffer().length() == 0) {
      option(Option.ERASE_LINE_ON_FINISH, true);
    }
  }
}
