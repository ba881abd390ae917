package dev.switchboard.services;

/** What somebody who serves may choose about a service; each service knows some of these. */
public enum Choice {
  /** To go on until the client leaves, and not only for one reply. */
  REPEAT,
  /** The name that is added to a line. */
  ADD_NAME,
  /** To answer packets from other machines too, with answers that are longer than they are. */
  REFLECT
}
