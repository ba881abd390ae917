package dev.switchboard.fetch;

import java.io.IOException;
import java.util.List;

/**
 * The body of a reply, and how its end is known: one of four ways (RFC 9112, 6.3), chosen by {@link
 * BodyChoice}.
 */
sealed interface Body permits NoBody, LengthBody, ChunkedBody, UntilCloseBody {

  /**
   * Takes bytes of the body and hands them on without their framing.
   *
   * @return how many of them belong to the body
   */
  int take(byte[] bytes, int offset, int length, ReplyEvents events) throws IOException;

  /** Whether it is known, without the stream's end, that no more belongs to it. */
  boolean isComplete();

  /** Whether it is whole when the stream ends now. */
  boolean mayEndWithStream();

  /** Where it stands, to follow "after" or "ended early,": {@code 5 of 10 bytes of the body}. */
  String position();

  /** Fields behind the body. */
  default List<Field> trailers() {
    return List.of();
  }
}
