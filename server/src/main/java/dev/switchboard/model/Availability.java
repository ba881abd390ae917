package dev.switchboard.model;

/** Whether something can be used on this machine. */
public sealed interface Availability {

  /** It can. */
  record Yes() implements Availability {}

  /**
   * It cannot.
   *
   * @param reason a sentence that names what is missing, and what to do about it
   */
  record No(String reason) implements Availability {}

  /** It can be used. */
  static Availability yes() {
    return new Yes();
  }

  /** It cannot be used, for this reason. */
  static Availability no(String reason) {
    return new No(reason);
  }
}
