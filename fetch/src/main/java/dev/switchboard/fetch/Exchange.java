package dev.switchboard.fetch;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Handshake;
import dev.switchboard.session.Limits;
import dev.switchboard.wire.SystemAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request and its reply over a connection of its own. */
final class Exchange implements ReplyEvents {

  private static final int PIECE = 64 << 10;

  /** A body that nobody wants is read so far, so that closing sends no reset to the server. */
  private static final int MOST_UNWANTED = 64 << 10;

  private static final Duration UNWANTED_TIME = Duration.ofSeconds(2);

  private final Fetching fetching;
  private final Request request;
  private final Endpoint endpoint;
  private final Watch watch;
  private final Redirects redirects;
  private final FetchListener listener;
  private final ReplyParser parser;
  private @Nullable Answer answer; // once the head is there
  private boolean unwanted; // nothing is told of the body

  /**
   * What came of it.
   *
   * @param next what the reply leads to and we follow
   */
  record Answer(Head head, Optional<Request> next) {}

  Exchange(
      Fetching fetching,
      Request request,
      Watch watch,
      Redirects redirects,
      FetchListener listener) {
    this.fetching = fetching;
    this.request = request;
    this.endpoint = fetching.through() == null ? request.url().endpoint() : fetching.through();
    this.watch = watch;
    this.redirects = redirects;
    this.listener = listener;
    this.parser = new ReplyParser(request.method());
  }

  /** Has it, and tells of it. */
  Answer run() throws IOException {
    try (Client client = connect()) {
      listener.connected(endpoint, client.local());
      Handshake handshake = client.handshake();
      if (handshake != null) {
        listener.secured(handshake);
      }
      IOException unsent = send(client);
      receive(client, unsent);
    }
    return Objects.requireNonNull(answer); // without a head there was an exception
  }

  private Client connect() throws IOException {
    if (request.url().secure() && !(endpoint instanceof Endpoint.Tls)) {
      throw new FetchException(
          request.url() + ": https is not spoken through " + endpoint + "; fetch it by itself.");
    }
    String late =
        "Cannot connect to %s: no answer within %s; check the address, and that the network leads there."
            .formatted(endpoint, Patience.said(fetching.patience().connect()));
    watch.step(fetching.patience().connect(), late);
    try {
      return Client.to(endpoint)
          .framing(Framing.none())
          .connectTimeout(Limits.FOREVER)
          .timeout(Limits.FOREVER)
          .limits(Limits.defaults().with(it -> it.handshake = Limits.FOREVER))
          .tls(fetching.tls())
          .connect();
    } catch (IOException e) {
      if (watch.wholeIsOver()) {
        throw new FetchException(overall(), e);
      }
      throw watch.isLate() ? new FetchException(late, e) : e;
    }
  }

  /**
   * Sends the request. A server may answer and close before it has read all of it, say because it
   * is too large: that it could not be sent is told only when there is no reply.
   */
  private @Nullable IOException send(Client client) throws IOException {
    byte[] bytes = request.bytes();
    for (int from = 0; from < bytes.length; from += PIECE) {
      watch.step(fetching.patience().idle(), overall());
      try {
        client.sendRaw(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE)));
      } catch (IOException e) {
        if (watch.isLate() || watch.wholeIsOver()) {
          throw late(e);
        }
        return e;
      }
    }
    listener.sent(request);
    return null;
  }

  private void receive(Client client, @Nullable IOException unsent) throws IOException {
    while (!parser.isComplete()) {
      byte[] bytes;
      watch.step(fetching.patience().idle(), overall());
      try {
        bytes = client.receiveRaw(PIECE);
      } catch (IOException e) {
        throw broken(unsent == null ? e : unsent);
      }
      watch.step();
      if (bytes.length == 0) {
        end(unsent);
        return;
      }
      take(bytes);
      if (unwanted) {
        discard(client);
        return;
      }
    }
  }

  private void take(byte... bytes) throws IOException {
    try {
      int taken = parser.bytes(bytes, 0, bytes.length, this);
      if (taken < bytes.length) {
        remark((bytes.length - taken) + " bytes or more came behind the end of the reply.");
      }
    } catch (ReplyException e) {
      if (!unwanted) {
        throw told(e);
      }
    }
  }

  private void end(@Nullable IOException unsent) throws IOException {
    try {
      parser.finished(this);
    } catch (ReplyException e) {
      throw unsent != null && answer == null ? broken(unsent) : told(e);
    }
  }

  /** What still comes is thrown away, so far as that is little and soon over. */
  private void discard(Client client) throws IOException {
    watch.step(UNWANTED_TIME, overall());
    try {
      for (int count = 0; !parser.isComplete() && count < MOST_UNWANTED; ) {
        byte[] bytes = client.receiveRaw(PIECE);
        if (bytes.length == 0) {
          return;
        }
        parser.bytes(bytes, 0, bytes.length, this);
        count += bytes.length;
      }
    } catch (IOException e) {
      // However it ends: nobody wanted it.
      if (watch.wholeIsOver()) {
        throw late(e);
      }
    }
  }

  // ---- what the parser finds ----

  @Override
  public void interim(Head head) throws IOException {
    listener.interim(head);
  }

  @Override
  public void head(Head head) throws IOException {
    Optional<Request> next;
    try {
      next = redirects.next(request, head);
    } catch (FetchException e) {
      listener.head(head, Optional.empty()); // it is shown, and then why it is not followed
      throw e;
    }
    answer = new Answer(head, next);
    unwanted = next.isPresent() || (fetching.failing() && head.isFailure());
    listener.head(head, next.map(Request::url));
  }

  @Override
  public void body(byte[] bytes, int offset, int length) throws IOException {
    if (!unwanted) {
      listener.body(bytes, offset, length);
    }
  }

  @Override
  public void end(List<Field> trailers) throws IOException {
    if (!unwanted) {
      listener.end(trailers);
    }
  }

  @Override
  public void remark(String sentence) {
    listener.remark(sentence);
  }

  // ---- sentences ----

  private FetchException told(ReplyException e) {
    String advice =
        switch (e) {
          case ReplyException.Malformed malformed when answer == null ->
              "; check that an HTTP server listens on " + endpoint;
          case ReplyException.Malformed malformed -> "; the server's program is at fault";
          case ReplyException.EndedEarly early -> "; the server gave up, or miscounted";
        };
    return new FetchException(request.url() + ": " + e.getMessage() + advice + ".", e);
  }

  private IOException broken(IOException e) {
    if (watch.isLate() || watch.wholeIsOver()) {
      return late(e);
    }
    String what =
        SystemAnswer.of(e) == SystemAnswer.RESET
            ? "the server reset the connection"
            : SystemAnswer.said(e);
    return new FetchException(
        request.url() + ": " + what + ", after " + parser.position() + "; its log may say why.", e);
  }

  private FetchException late(IOException e) {
    return watch.wholeIsOver()
        ? new FetchException(overall() + " It stood after " + parser.position() + ".", e)
        : new FetchException(
            "%s: nothing came for %s, after %s; give it more time if it is slow."
                .formatted(
                    request.url(), Patience.said(fetching.patience().idle()), parser.position()),
            e);
  }

  private String overall() {
    return fetching.patience().wholeIsOver(request.url());
  }
}
