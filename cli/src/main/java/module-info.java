import org.jspecify.annotations.NullMarked;

/** The command. */
@NullMarked
module dev.switchboard.cli {
  requires dev.switchboard.server;
  requires dev.switchboard.services;
  requires info.picocli;
  requires org.jline.terminal;
  requires org.jline.terminal.ffm;
  requires static org.jspecify;
}
