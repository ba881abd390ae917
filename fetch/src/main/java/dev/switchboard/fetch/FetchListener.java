package dev.switchboard.fetch;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.session.Handshake;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Hears what happens while something is fetched, in this order for each hop: connected, sent, any
 * number of interim heads, the head, the body in pieces, the end. One thread at a time calls it,
 * not the one that called {@link Fetching#run}. What it throws ends the fetch and comes out of
 * {@code run} as it is.
 */
public interface FetchListener {

  /**
   * A connection is open.
   *
   * @param endpoint whom we dialled
   * @param local our end of it
   */
  default void connected(Endpoint endpoint, Endpoint local) {}

  /** TLS was agreed on; behind {@link #connected}. */
  default void secured(Handshake handshake) {}

  /** The request is on its way: the kernel has it. */
  default void sent(Request request) {}

  /** A reply before the reply, as 100 Continue or 103 Early Hints. */
  default void interim(Head head) throws IOException {}

  /**
   * The head of the reply.
   *
   * @param next where it leads and we follow; then nothing is told of its body
   */
  default void head(Head head, Optional<Url> next) throws IOException {}

  /**
   * Some bytes of the body, without their framing. They are valid until this returns; it may take
   * its time, and the server then waits.
   *
   * @param length 1 or more
   */
  default void body(byte[] bytes, int offset, int length) throws IOException {}

  /**
   * The reply is complete. Not called where its body was of no interest.
   *
   * @param trailers fields behind a chunked body, mostly none
   */
  default void end(List<Field> trailers) throws IOException {}

  /** Something was wrong, and could be understood nevertheless; a sentence. */
  default void remark(String sentence) {}
}
