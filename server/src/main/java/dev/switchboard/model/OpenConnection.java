package dev.switchboard.model;

/** A connection as those see it who stop a server. Any thread may call; none of these blocks. */
public interface OpenConnection {

  /** Its number, from 1. */
  long id();

  /** Ends it when it is between messages. */
  void drain();

  /** Ends it at once, as far as its thread comes to it. */
  void force();

  /** Its thread has not come to it: closes the socket without it, and says that it was forced. */
  void abandon();
}
