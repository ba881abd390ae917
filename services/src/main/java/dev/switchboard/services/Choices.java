package dev.switchboard.services;

import dev.switchboard.session.Service;

/**
 * What was chosen; see {@link Choice}. A service looks only at what it knows.
 *
 * @param addName without a line ending
 */
public record Choices(boolean repeat, String addName, boolean reflect) {

  private static final Choices USUAL = new Choices(false, new Name().name(), false);

  /** As served when nobody says anything. */
  public static Choices usual() {
    return USUAL;
  }

  /** Closes after the first reply, unless it is to be repeated. */
  Service onceUnlessRepeated(Service service) {
    return repeat ? service : service.once();
  }
}
