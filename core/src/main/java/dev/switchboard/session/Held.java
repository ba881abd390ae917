package dev.switchboard.session;

import java.nio.ByteBuffer;

/**
 * Bytes that wait in order: those of a message that is not whole yet, or those for a peer that is
 * slow. It holds a buffer of the pool only while it holds bytes. One thread at a time.
 */
public final class Held {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int LARGEST = Integer.MAX_VALUE - 8; // the longest array of the JDK's VM

  private final BufferPool pool;
  private ByteBuffer memory = NOTHING;
  private int start;
  private int end;
  private long moved;

  public Held(BufferPool pool) {
    this.pool = pool;
  }

  /** The buffer in which the bytes stand from {@link #start()} to {@link #end()}. */
  public ByteBuffer memory() {
    return memory;
  }

  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  public boolean isEmpty() {
    return start == end;
  }

  /** Adds bytes behind those that are there. */
  public void append(ByteBuffer from, int offset, int length) {
    if (memory.capacity() - end < length) {
      makeRoom(length);
    }
    memory.put(end, from, offset, length);
    moved += length;
    end += length;
  }

  /**
   * Moves to the front where that gives room enough, else to a buffer of at least twice the size.
   */
  private void makeRoom(int length) {
    int size = end - start;
    long needed = (long) size + length;
    if (needed <= memory.capacity() / 2) {
      memory.put(0, memory, start, size);
    } else {
      ByteBuffer larger = pool.take((int) Math.min(Math.max(needed, 2L * size), LARGEST));
      larger.put(0, memory, start, size);
      giveBack();
      memory = larger;
    }
    moved += size;
    start = 0;
    end = size;
  }

  /** What stands before {@code index} is no longer needed. */
  public void advanceTo(int index) {
    start = index;
    if (start == end) {
      release();
    }
  }

  /** Forgets all bytes and gives the buffer back. */
  public void release() {
    giveBack();
    memory = NOTHING;
    start = 0;
    end = 0;
  }

  /** How many bytes were copied since this was made; the proof that work is linear. */
  long moved() {
    return moved;
  }

  private void giveBack() {
    if (memory.capacity() > 0) {
      pool.give(memory);
    }
  }
}
