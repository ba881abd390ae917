import org.jspecify.annotations.NullMarked;

/** What Switchboard costs, measured. */
@NullMarked
module dev.switchboard.bench {
  requires dev.switchboard.server;
  requires dev.switchboard.services;
  requires static org.jspecify;
}
