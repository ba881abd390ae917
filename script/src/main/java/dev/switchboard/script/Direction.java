package dev.switchboard.script;

/** Which of the two sides does something. */
public enum Direction {
  /** The client; what it sends goes to the server. */
  TO_SERVER(">"),
  /** The server; what it sends comes to the client. */
  TO_CLIENT("<");

  private final String sign;

  Direction(String sign) {
    this.sign = sign;
  }

  /** As it is written. */
  public String sign() {
    return sign;
  }

  /** Who does it, in a sentence. */
  String who() {
    return this == TO_SERVER ? "the client" : "the server";
  }
}
