package dev.switchboard.bench;

/**
 * What the generator is asked to send.
 *
 * @param connections open at the same time
 * @param bytes of a message, with what the framing puts around it
 * @param framing none, line or u32
 * @param depth messages on their way on each connection
 */
record Load(int connections, int bytes, String framing, int depth) {

  @Override
  public String toString() {
    return "%d connections, %d B, framing %s, depth %d"
        .formatted(connections, bytes, framing, depth);
  }
}
