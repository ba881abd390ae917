package dev.switchboard.model;

/** A connection as those see it who stop a server. Any thread may call; neither blocks. */
public interface OpenConnection {

  /** Its number, from 1. */
  long id();

  /** Ends it when it is between messages. */
  void drain();

  /** Ends it at once. */
  void force();
}
