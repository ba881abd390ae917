import org.jspecify.annotations.NullMarked;

/**
 * Programs of one file, run by the tests and quoted in the README. Each takes its port from {@code
 * -Dport=N}. To begin, read {@code TenLines}; then {@code DirectStyle}, {@code OwnProtocol}, {@code
 * ChatRoom}, {@code Numbering}, {@code Drain}, and {@code Ask} for the other side.
 */
@NullMarked
module dev.switchboard.examples {
  requires dev.switchboard.server;
  requires static org.jspecify;
}
