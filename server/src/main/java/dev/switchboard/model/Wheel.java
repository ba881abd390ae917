package dev.switchboard.model;

import org.jspecify.annotations.Nullable;

/**
 * A timing wheel (Varghese and Lauck, 1987): slots of 10 ms, each a list of what is due then, so
 * that setting and removing a timer cost the same however many there are, and allocate nothing.
 *
 * <p>A timer never fires early, and at most one slot late. One that lies beyond the wheel's horizon
 * fires at the horizon: whoever is woken looks what time it is. One thread at a time.
 */
public final class Wheel {

  /** The time of what never comes. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final long SLOT_NANOS = 10_000_000;
  private static final int SLOTS = 1024;

  /** Something that is to be woken. Belongs to one wheel. */
  public abstract static class Timer {
    private long due = NEVER;
    private int slot;
    private @Nullable Timer next;
    private @Nullable Timer previous;

    /** Not set. */
    protected Timer() {}

    /** The time has come, or the horizon. The timer is not set any more. */
    protected abstract void fire(long now);
  }

  /** A wheel at time 0, with no timer. */
  public Wheel() {}

  private final @Nullable Timer[] slots = new @Nullable Timer[SLOTS];
  private long turned; // the last slot that was emptied, counted from time 0
  private int timers;
  private long firstSlot; // before this one no timer stands: where a search may begin

  /** Sets the timer, unless it is to fire earlier anyway; it then looks again. */
  public void atLatest(Timer timer, long due) {
    if (due < timer.due) {
      remove(timer);
      insert(timer, due);
    }
  }

  private void insert(Timer timer, long due) {
    long slotNumber = due / SLOT_NANOS + (due % SLOT_NANOS == 0 ? 0 : 1);
    // Not turned + SLOTS: that is the slot being emptied, and turn() would never be done with it.
    long within = Math.clamp(slotNumber, turned + 1, turned + SLOTS - 1);
    timer.due = Math.min(due, within * SLOT_NANOS);
    timer.slot = (int) (within % SLOTS);
    firstSlot = timers == 0 ? within : Math.min(firstSlot, within);
    Timer first = slots[timer.slot];
    timer.next = first;
    if (first != null) {
      first.previous = timer;
    }
    slots[timer.slot] = timer;
    timers++;
  }

  public void remove(Timer timer) {
    if (timer.due == NEVER) {
      return;
    }
    if (timer.previous == null) {
      slots[timer.slot] = timer.next;
    } else {
      timer.previous.next = timer.next;
    }
    if (timer.next != null) {
      timer.next.previous = timer.previous;
    }
    timer.next = null;
    timer.previous = null;
    timer.due = NEVER;
    timers--;
  }

  /** Fires what is due. Timers may be set and removed meanwhile. */
  public void turn(long now) {
    long upTo = now / SLOT_NANOS;
    if (timers == 0) {
      turned = upTo;
      return;
    }
    while (turned < upTo) {
      turned++;
      int slot = (int) (turned % SLOTS);
      for (Timer timer = slots[slot]; timer != null; timer = slots[slot]) {
        remove(timer);
        timer.fire(now);
      }
    }
  }

  /** When the next timer fires, or {@link #NEVER}. */
  public long nextDue() {
    if (timers == 0) {
      return NEVER;
    }
    firstSlot = Math.max(firstSlot, turned + 1);
    while (slots[(int) (firstSlot % SLOTS)] == null) {
      firstSlot++;
    }
    return firstSlot * SLOT_NANOS;
  }
}
