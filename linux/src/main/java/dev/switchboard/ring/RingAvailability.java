package dev.switchboard.ring;

import dev.switchboard.model.Availability;
final class RingAvailability {
  static Availability here() {
    return Availability.yes();
  }
}
