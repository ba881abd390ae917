package dev.switchboard.load;

import java.time.Duration;
import java.util.List;

/**
 * What a load found out.
 *
 * @param engine how the generator waited
 * @param answered messages that were answered rightly while it was counted
 * @param time for how long it was counted
 * @param waits from the time at which a message was, or should have been, sent to its answer
 * @param lateness by how much messages were sent later than the rate wanted: the generator's own
 *     fault
 * @param lost packets that were not answered in time
 * @param doubled packets that were answered twice
 * @param mistakes what was wrong in the streams; each ended its connection
 * @param ownCpu the processor time of the generator while it was counted
 */
public record LoadReport(
    String engine,
    long answered,
    Duration time,
    Waits waits,
    Waits lateness,
    long lost,
    long doubled,
    List<Mistake> mistakes,
    Duration ownCpu) {

  public LoadReport {
    mistakes = List.copyOf(mistakes);
  }

  /** Answers a second. */
  public double rate() {
    return answered * 1e9 / time.toNanos();
  }

  /** What the generator itself spent on a message, in microseconds. */
  public double ownMicros() {
    return answered == 0 ? 0 : ownCpu.toNanos() / 1e3 / answered;
  }
}
