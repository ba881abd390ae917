package dev.switchboard.ring;

import dev.switchboard.session.Ending;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a loop, by the key that their completions carry: a place in this table, in
 * bits 8 to 31, and above it a number that no other connection had, so that a completion which came
 * too late would not be taken for one of the next connection in that place.
 */
final class OpenOnRing {

  private static final int PLACE_SHIFT = 8;
  private static final int PLACE_MASK = 0xffffff;
  private static final int NUMBER_SHIFT = 32;
  private static final long KEY = ~0xffL;

  private @Nullable RingConnection[] table = new @Nullable RingConnection[64];
  private int[] free = new int[64]; // places, as a stack
  private int freeCount;
  private int used; // places that were ever taken
  private long numbers;

  long newKey() {
    int place = freeCount > 0 ? free[--freeCount] : used++;
    if (place == table.length) {
      table = Arrays.copyOf(table, 2 * place);
      free = Arrays.copyOf(free, 2 * place);
    }
    return ++numbers << NUMBER_SHIFT | (long) place << PLACE_SHIFT;
  }

  private static int place(long key) {
    return (int) (key >>> PLACE_SHIFT) & PLACE_MASK;
  }

  void put(RingConnection connection) {
    table[place(connection.key())] = connection;
  }

  /** The connection that a completion is about. */
  RingConnection at(long userData) {
    RingConnection connection = table[place(userData)];
    if (connection == null || connection.key() != (userData & KEY)) {
      throw new IllegalStateException("a completion of a connection that is closed");
    }
    return connection;
  }

  void remove(RingConnection connection) {
    giveBack(connection.key());
    table[place(connection.key())] = null;
  }

  /** A key is not used after all. */
  void giveBack(long key) {
    free[freeCount++] = place(key);
  }

  /** The ring is closed: resets all that are left. */
  void loseAll(Ending ending) {
    for (int place = 0; place < used; place++) {
      RingConnection connection = table[place];
      if (connection != null) {
        table[place] = null;
        connection.lose(ending);
      }
    }
  }
}
