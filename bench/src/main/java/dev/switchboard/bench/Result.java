package dev.switchboard.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What one round gave: figures by name. */
record Result(Map<String, String> values) {

  /** Reads the generator's line of {@code name=value} pairs. */
  static Result parse(String line) {
    return new Result(
        Arrays.stream(line.strip().split(" "))
            .map(pair -> pair.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
  }

  static Result of(String name, double value) {
    return new Result(Map.of(name, String.valueOf(value)));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  double figure(String name) {
    return Double.parseDouble(text(name));
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the generator told no " + name + ", but " + values);
    }
    return value;
  }
}
