package dev.switchboard.wrong;

/** Names that say nothing. */
interface Named {

  record PortUtil() {}

  record PortUtils() {}

  record PortHelper() {}

  record PortManager() {}

  record PortImpl() {}
}
