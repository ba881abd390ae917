package dev.switchboard.fetch;

import java.io.IOException;
import java.util.List;

/**
 * What a {@link ReplyParser} has found, in the order in which it came: any number of interim heads,
 * the head, the body in pieces, the end.
 */
public interface ReplyEvents {

  /** A reply before the reply, as 100 Continue or 103 Early Hints. */
  default void interim(Head head) throws IOException {}

  /** The head. */
  default void head(Head head) throws IOException {}

  /**
   * Some bytes of the body, as they are without their framing. They are valid until this returns.
   *
   * @param length 1 or more
   */
  default void body(byte[] bytes, int offset, int length) throws IOException {}

  /**
   * The reply is complete.
   *
   * @param trailers what stood behind the last chunk, mostly nothing
   */
  default void end(List<Field> trailers) throws IOException {}

  /** Something was wrong and could be understood nevertheless; a sentence. */
  default void remark(String sentence) {}
}
