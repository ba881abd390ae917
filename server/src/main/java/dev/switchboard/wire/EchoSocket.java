package dev.switchboard.wire;

import java.time.Duration;

/** A client's socket that sends echo requests of ICMP, and hears the replies to them. */
public interface EchoSocket extends ClientSocket {

  /**
   * A reply.
   *
   * @param sequence which request it answers, from 1; 16 bits, after which it begins anew
   * @param ttl how many more routers it could have passed, 0 where the system did not tell
   * @param roundTrip from the request until the reply was read
   */
  record Reply(int sequence, int ttl, Duration roundTrip) {}

  /** What is known of the packet that was read last. Of the thread that reads. */
  Reply last();
}
