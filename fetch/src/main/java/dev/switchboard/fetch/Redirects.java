package dev.switchboard.fetch;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Where heads lead (RFC 9110, 15.4): so often and no oftener, and never in a circle. */
final class Redirects {

  private final int most;
  private final Set<String> asked = new LinkedHashSet<>();

  Redirects(int most) {
    this.most = most;
  }

  /**
   * The next request, where this head is a redirect and redirects are followed.
   *
   * @throws FetchException where it leads to nothing that can be fetched
   */
  Optional<Request> next(Request current, Head head) throws FetchException {
    Optional<String> location = head.value("location");
    boolean leads =
        switch (head.status()) {
          case 301, 302, 303, 307, 308 -> location.isPresent();
          default -> false;
        };
    if (!leads || most == 0) {
      return Optional.empty();
    }
    asked.add(shown(current));
    Request next = current.redirected(head.status(), target(current, location.orElseThrow()));
    if (asked.contains(shown(next))) {
      throw new FetchException(
          "Redirects lead in a circle: " + String.join(" → ", asked) + " → " + shown(next) + ".");
    }
    if (asked.size() > most) {
      throw new FetchException(
          current.url()
              + ": redirects on, to "
              + next.url()
              + ", and as many were followed as are allowed: "
              + most
              + "; allow more if it is no trap.");
    }
    return Optional.of(next);
  }

  private static Url target(Request current, String location) throws FetchException {
    try {
      return current.url().resolve(location);
    } catch (IllegalArgumentException e) {
      throw new FetchException(
          current.url() + ": redirects to where fetch cannot go: " + e.getMessage() + ".", e);
    }
  }

  /** The same URL asked for in another way is another thing, as after 303. */
  private static String shown(Request request) {
    return request.method() + " " + request.url();
  }
}
