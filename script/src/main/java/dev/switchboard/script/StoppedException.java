package dev.switchboard.script;

/** The server that answers as a script says has been stopped: nobody is at fault. */
final class StoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;
}
