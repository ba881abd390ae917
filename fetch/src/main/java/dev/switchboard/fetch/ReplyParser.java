package dev.switchboard.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one reply of HTTP/1.x (RFC 9112): bytes in, {@link ReplyEvents} out. It does no I/O, keeps
 * the head and nothing of the body, and does the same however the bytes are cut, in time linear in
 * their number.
 *
 * <pre>
 *   HEAD ──► BODY ──► COMPLETE
 *    └◄─ 1xx
 * </pre>
 *
 * <p>Bounds: a head, and trailers, of 64 KiB and 500 lines; 16 interim replies. One thread at a
 * time. After an exception it is of no more use, except for {@link #position()}.
 */
public final class ReplyParser {

  private static final int MOST_INTERIM = 16;

  private final boolean answersHead;
  private final HeadParser heads = new HeadParser();
  private @Nullable Body body; // once the head is there
  private int interim;
  private boolean complete;

  /**
   * For the reply to one request.
   *
   * @param method of the request: a reply to HEAD has no body, whatever its head says
   */
  public ReplyParser(String method) {
    this.answersHead = method.equals("HEAD");
  }

  /**
   * Bytes have come.
   *
   * @return how many of them belong to the reply; fewer than {@code length} only when it is
   *     complete
   * @throws ReplyException when they cannot be a reply
   * @throws IOException that {@code events} threw
   */
  public int bytes(byte[] bytes, int offset, int length, ReplyEvents events) throws IOException {
    int at = offset;
    int end = offset + length;
    while (at < end && body == null) {
      Head head = heads.take(bytes[at++]);
      if (head != null) {
        arrived(head, events);
      }
    }
    if (body != null && !complete) {
      at += body.take(bytes, at, end - at, events);
      completeIf(body.isComplete(), body, events);
    }
    return at - offset;
  }

  private void arrived(Head head, ReplyEvents events) throws IOException {
    if (head.status() == 101) {
      throw new ReplyException.Malformed(
          "it switches to another protocol (" + head.said() + "), which nobody asked for");
    }
    if (!head.isInterim()) {
      body = BodyChoice.of(head, answersHead, events);
      events.head(head);
      return;
    }
    interim++;
    if (interim > MOST_INTERIM) {
      throw new ReplyException.Malformed("there are more than 16 replies before the reply");
    }
    events.interim(head);
  }

  /**
   * The peer has finished.
   *
   * @throws ReplyException when the reply is not complete with that
   * @throws IOException that {@code events} threw
   */
  public void finished(ReplyEvents events) throws IOException {
    if (body == null) {
      throw heads.endedEarly();
    }
    if (!complete && !body.mayEndWithStream()) {
      throw new ReplyException.EndedEarly("the reply ended early, after " + body.position());
    }
    completeIf(!complete, body, events);
  }

  private void completeIf(boolean now, Body whole, ReplyEvents events) throws IOException {
    if (now) {
      complete = true;
      events.end(whole.trailers());
    }
  }

  /** Whether nothing that could still come would belong to the reply. */
  public boolean isComplete() {
    return complete;
  }

  /** Where the reply stands, to follow "after": {@code 5 of 10 bytes of the body}. */
  public String position() {
    return body == null ? heads.position() : body.position();
  }
}
