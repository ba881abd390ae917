package dev.switchboard.session;

/** More was sent than may wait for the peer. */
public final class OutboxFullException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  OutboxFullException(long pending, long limit) {
    super(
        "%d bytes wait for the peer already, of %d at most; ask ready() before each send and go on in writable()"
            .formatted(pending, limit));
  }
}
