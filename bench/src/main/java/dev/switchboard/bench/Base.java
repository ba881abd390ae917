package dev.switchboard.bench;

import dev.switchboard.rows.Mode;

/** The row that the others of a column are held against. */
final class Base {

  private Base() {}

  static String of(Column column) {
    return column.mode() == Mode.UDP ? Rows.C_MMSG : Rows.C_EPOLL;
  }
}
