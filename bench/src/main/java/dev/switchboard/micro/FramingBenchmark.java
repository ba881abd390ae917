package dev.switchboard.micro;

import dev.switchboard.framing.Codec;
import dev.switchboard.framing.Cut;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
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

/** A framing alone: a message is found, and put back into a stream. The score is of one message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgs = {"-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FramingBenchmark {

  @Param({"none", "line", "u8", "u32", "varint", "length:4", "delim:|", "fixed:62"})
  String framing = "none";

  @Param({"62"})
  int bytes;

  private ByteBuffer wire = ByteBuffer.allocate(0);
  private Codec codec = Framing.none().codec(1);
  private final Cut cut = new Cut();
  private long written;

  @Setup
  public void prepare() {
    Framing chosen = Framing.parse(framing);
    wire = Messages.encoded(chosen, bytes);
    codec = chosen.codec(64 << 10);
  }

  @Benchmark
  @OperationsPerInvocation(Messages.COUNT)
  public long decode() {
    long seen = 0;
    int end = wire.capacity();
    for (int at = 0; codec.decode(wire, at, end, cut); at += cut.wireLength()) {
      seen += cut.in(wire, at).length();
    }
    return seen;
  }

  @Benchmark
  @OperationsPerInvocation(Messages.COUNT)
  public long decodeAndEncode() {
    int end = wire.capacity();
    for (int at = 0; codec.decode(wire, at, end, cut); at += cut.wireLength()) {
      Frame frame = cut.in(wire, at);
      codec.encode(frame, (memory, offset, length) -> written += length);
    }
    return written;
  }
}
