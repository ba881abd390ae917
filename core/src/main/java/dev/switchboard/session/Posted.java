package dev.switchboard.session;

/** What became of a posted message. */
public enum Posted {
  /** It will be sent, in the order of posting. */
  QUEUED,
  /** Nothing was queued: the peer is behind by {@link Limits#pendingOutput()}. */
  FULL,
  /** Nothing was queued: the conversation has ended, or we have finished sending. */
  ENDED
}
