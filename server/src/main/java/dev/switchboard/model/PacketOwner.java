package dev.switchboard.model;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadFactory;

/** Who runs the session of a remote address: the receiving loop itself, or a thread of its own. */
interface PacketOwner {

  /**
   * The first packet has come; its bytes are valid during this call. Called by the receiving loop.
   */
  void begin(PacketConnection connection, ByteBuffer memory, int length);

  /**
   * A further packet has come; its bytes are valid during this call. Called by the receiving loop.
   *
   * @return false when the session is over, so that the packet begins another one
   */
  boolean packet(PacketConnection connection, ByteBuffer memory, int length);

  /** Any thread: has something done where the session runs, soon. */
  void execute(Runnable action);

  /** Where the session runs: it wants a tick at this time at the latest. */
  void tickAtLatest(long due);

  /** Where the session runs: it has its turn from now on; all it is told happens at this time. */
  long turnBegins();

  /** Where the session runs: its turn, which began then, is over. */
  void turnEnds(PacketConnection connection, long began);

  /** Where the session runs: it has ended. */
  void ended();

  /** The loop runs it, between receiving and receiving. */
  static PacketOwner inTheLoop(PacketLoop loop) {
    return new LoopPackets(loop);
  }

  /** A thread of this factory runs it. */
  static PacketOwner thread(PacketLoop loop, ThreadFactory threads) {
    return new ThreadPackets(loop, threads);
  }
}
