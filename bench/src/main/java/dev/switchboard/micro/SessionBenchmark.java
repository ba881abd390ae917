package dev.switchboard.micro;

import dev.switchboard.framing.Framing;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Driver;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;
import dev.switchboard.session.Session;
import dev.switchboard.session.SessionLimits;
import dev.switchboard.session.Wish;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole session that echoes: what a driver does for one receive, and looks at after each call,
 * without the sockets. The score is of one message.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgs = {"-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SessionBenchmark {

  @Param({"none", "line", "u32", "length:4"})
  String framing = "none";

  @Param({"62"})
  int bytes;

  private final Sink sink = new Sink();
  private ByteBuffer wire = ByteBuffer.allocate(0);
  private Session session = session(Framing.none(), sink);
  private int oneMessage;
  private long now;

  /** Takes what is written, and forgets it. */
  private static final class Sink implements Driver {
    private long waiting;

    @Override
    public void write(ByteBuffer memory, int offset, int length) {
      waiting += length;
    }

    @Override
    public void wake() {
      // nobody posts here
    }
  }

  private record Nobody(String local, String remote, boolean packets) implements Peer {}

  private static Session session(Framing framing, Driver driver) {
    return new Session(
        Service.replyingFrames(frame -> frame).begin(new Nobody("here", "there", false)),
        framing,
        SessionLimits.of(Limits.defaults()),
        false,
        driver,
        new BufferPool());
  }

  @Setup
  public void prepare() {
    Framing chosen = Framing.parse(framing);
    wire = Messages.encoded(chosen, bytes);
    oneMessage = wire.capacity() / Messages.COUNT;
    session = session(chosen, sink);
    session.opened(now);
  }

  /** One message a receive, as without pipelining. */
  @Benchmark
  public long one() {
    return receive(0, oneMessage);
  }

  /** Sixteen messages a receive; under {@code none} they are one. */
  @Benchmark
  @OperationsPerInvocation(Messages.COUNT)
  public long pipelined() {
    return receive(0, wire.capacity());
  }

  /** A message in two parts: the first is kept until the second comes. */
  @Benchmark
  public long split() {
    return receive(0, oneMessage / 2) + receive(oneMessage / 2, oneMessage - oneMessage / 2);
  }

  private long receive(int from, int length) {
    session.bytes(wire, from, length, ++now);
    long wishes = look();
    long count = sink.waiting;
    if (count > 0) {
      sink.waiting = 0;
      session.written(count, now);
      wishes += look();
    }
    return wishes;
  }

  private long look() {
    return (session.wish() == Wish.NONE ? 0 : 1)
        + (session.reading() ? 0 : 1)
        + (session.takeTask() == null ? 0 : 1)
        + session.nextTick();
  }
}
