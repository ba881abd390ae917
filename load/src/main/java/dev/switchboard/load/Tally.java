package dev.switchboard.load;

import java.util.ArrayList;
import java.util.List;

/** What is counted, from the moment on at which the warm-up is over. One thread at a time. */
final class Tally {

  final Waits waits = new Waits();
  final Waits lateness = new Waits();
  final List<Mistake> mistakes = new ArrayList<>(); // also those of the warm-up
  long answered;
  long lost;
  long doubled;
  boolean counting;

  void answered(long waited) {
    if (counting) {
      answered++;
      waits.add(waited);
    }
  }

  void sentLate(long nanos) {
    if (counting) {
      lateness.add(nanos);
    }
  }
}
