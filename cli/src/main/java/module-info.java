import org.jspecify.annotations.NullMarked;

/**
 * The command {@code switchboard}. It is not a library: nothing is exported.
 *
 * <p>Begin at {@code Main}; each verb is one class.
 */
@NullMarked
module dev.switchboard.cli {
  requires dev.switchboard.fetch;
  requires dev.switchboard.load;
  requires dev.switchboard.script;
  requires dev.switchboard.server;
  requires dev.switchboard.services;
  requires info.picocli;
  requires jdk.unsupported; // the signals that JLine passes on
  requires org.jline.reader;
  requires org.jline.terminal;
  requires org.jline.terminal.ffm;
  requires static org.jspecify;
  requires tools.jackson.databind;

  opens dev.switchboard.cli to
      info.picocli; // it fills in the options
}
