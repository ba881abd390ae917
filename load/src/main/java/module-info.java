import org.jspecify.annotations.NullMarked;

/**
 * Loads a server with many clients at once. Begin with {@link dev.switchboard.load.Load}.
 *
 * <p>Every connection says something of its own and checks every byte that comes back, so that a
 * lost, doubled or mixed-up one is seen.
 */
@NullMarked
module dev.switchboard.load {
  requires transitive dev.switchboard.server;
  requires dev.switchboard.linux;
  requires java.management; // what the generator itself costs
  requires static org.jspecify;

  exports dev.switchboard.load;
}
