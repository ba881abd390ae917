package dev.switchboard.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What one round gave.
 *
 * @param rate requests a second
 * @param cpuMicros CPU time of the server for a request, user and system, in microseconds
 */
record Sample(double rate, double cpuMicros) {

  /** Reads the generator's line of {@code name=value} pairs. */
  static Sample parse(String line) {
    Map<String, String> values =
        Arrays.stream(line.strip().split(" "))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return new Sample(
        Double.parseDouble(values.getOrDefault("rate", "")),
        Double.parseDouble(values.getOrDefault("cpu_us", "")));
  }

  /** Of the two rounds of each turn, ours by theirs. */
  static Spread ratios(Sample[] ours, Sample[] theirs, ToDoubleFunction<Sample> value) {
    double[] ratios = new double[ours.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = value.applyAsDouble(ours[i]) / value.applyAsDouble(theirs[i]);
    }
    return Spread.of(ratios);
  }

  static Spread spread(Sample[] samples, ToDoubleFunction<Sample> value) {
    return Spread.of(Arrays.stream(samples).mapToDouble(value).toArray());
  }
}
