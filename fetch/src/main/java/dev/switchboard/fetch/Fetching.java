package dev.switchboard.fetch;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.tls.ClientTls;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fetch that is being described. {@link #run} does it.
 *
 * <pre>
 *   Fetching.of(Request.get(Url.parse("localhost:8000/"))).redirects(10).run(listener);
 * </pre>
 *
 * <p>Each method answers a description with that one thing changed, so a description may be shared.
 *
 * @param redirects how many are followed; of none, the redirect itself is the reply
 * @param failing whether a status of 400 or more is a failure, without its body
 * @param through whom to dial instead of the URL's host, as a Unix socket
 * @param tls how TLS is spoken, for {@code https} URLs
 */
public record Fetching(
    Request request,
    int redirects,
    boolean failing,
    Patience patience,
    @Nullable Endpoint through,
    ClientTls tls) {

  public Fetching {
    if (through != null && request.url().secure()) {
      throw new IllegalArgumentException(
          "https is not spoken through " + through + ": leave one of them away");
    }
    if (redirects < 0) {
      throw new IllegalArgumentException("redirects are 0 or more, not " + redirects);
    }
  }

  /** This request, no redirects, {@link Patience#USUAL}. */
  public static Fetching of(Request request) {
    return new Fetching(request, 0, false, Patience.USUAL, null, ClientTls.usual());
  }

  public Fetching redirects(int most) {
    return new Fetching(request, most, failing, patience, through, tls);
  }

  /** Takes a status of 400 or more for a failure. */
  public Fetching failingOnStatus() {
    return new Fetching(request, redirects, true, patience, through, tls);
  }

  public Fetching patience(Patience chosen) {
    return new Fetching(request, redirects, failing, chosen, through, tls);
  }

  /** Dials this for every hop, whatever the URL's host is. */
  public Fetching through(Endpoint chosen) {
    return new Fetching(request, redirects, failing, patience, chosen, tls);
  }

  /** Speaks TLS so. */
  public Fetching tls(ClientTls chosen) {
    return new Fetching(request, redirects, failing, patience, through, chosen);
  }

  /**
   * Fetches, and returns when the reply is complete. In constant memory: what the listener is told
   * is kept nowhere.
   *
   * @throws FetchException with a sentence, when the server is not as it should be or too slow
   * @throws dev.switchboard.wire.EndpointException with a sentence, when it cannot be reached
   * @throws IOException that the listener threw
   * @throws java.io.InterruptedIOException when the calling thread was interrupted
   */
  public void run(FetchListener listener) throws IOException {
    Watch watch = new Watch(patience.whole(), patience.wholeIsOver(request.url()));
    watch.over(() -> hopByHop(watch, listener));
  }

  private Head hopByHop(Watch watch, FetchListener listener) throws IOException {
    Redirects followed = new Redirects(redirects);
    Request current = request;
    while (true) {
      Exchange.Answer answer = new Exchange(this, current, watch, followed, listener).run();
      Optional<Request> next = answer.next();
      if (next.isEmpty()) {
        return judged(current, answer.head());
      }
      current = next.get();
    }
  }

  private Head judged(Request last, Head head) throws FetchException {
    if (failing && head.isFailure()) {
      throw new FetchException(last.url() + ": the server says " + head.said() + ".");
    }
    return head;
  }
}
