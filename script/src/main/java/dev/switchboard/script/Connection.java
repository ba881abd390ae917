package dev.switchboard.script;

import java.io.IOException;
import java.time.Duration;

/** One client's connection, as the player of one side has it. One thread at a time. */
interface Connection {

  /**
   * Sends one segment or packet.
   *
   * @throws IOException when the other side is gone, or takes nothing for long
   */
  void send(byte[] segment) throws IOException, InterruptedException;

  /** Sends the end of our stream. */
  void end() throws IOException;

  void close();

  void reset();

  /** What one receive gives within this time; zero looks at what is there already. */
  Heard hear(Duration most) throws InterruptedException;
}
