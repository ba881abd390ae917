import org.jspecify.annotations.NullMarked;

/**
 * What Switchboard costs, measured against rivals in the same run, by hand and never as a test. To
 * begin, run {@code bench/run --help} or {@code bench/jmh --help} from the repository's folder, and
 * read {@code bench/README.md}.
 *
 * <p>What it measures against is needed by the rows of those rivals alone, which run on the class
 * path: our own rows start with a module path as short as the command's.
 */
@NullMarked
@SuppressWarnings("requires-automatic") // JMH has no module descriptor
module dev.switchboard.bench {
  requires dev.switchboard.linux;
  requires dev.switchboard.server;
  requires static io.netty.buffer;
  requires static io.netty.codec;
  requires static io.netty.common;
  requires static io.netty.handler;
  requires static io.netty.transport;
  requires static io.netty.transport.classes.epoll;
  requires static io.netty.transport.classes.io_uring;
  requires static io.netty.transport.unix.common;
  requires static io.vertx.core;
  requires static jmh.core;
  requires static org.jspecify;
}
