import org.jspecify.annotations.NullMarked;

/** Programs of one file, run by the tests and quoted in the README. */
@NullMarked
module dev.switchboard.examples {
  requires dev.switchboard.server;
  requires dev.switchboard.services;
  requires static org.jspecify;
}
