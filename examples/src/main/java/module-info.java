import org.jspecify.annotations.NullMarked;

/**
 * Programs of one file, run by the tests and quoted in the README. Each takes its port from {@code
 * -Dport=N}. To begin, read {@code TenLines}; then {@code DirectStyle}, {@code OwnProtocol}, {@code
 * ChatRoom}, {@code Numbering}, {@code Drain}, {@code Ask} for the other side, {@code OverTls} for
 * both in TLS, and {@code InMemory} for tests.
 */
@NullMarked
module dev.switchboard.examples {
  requires dev.switchboard.script;
  requires dev.switchboard.server;
  requires static org.jspecify;
}
