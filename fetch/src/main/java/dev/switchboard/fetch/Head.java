package dev.switchboard.fetch;

import java.util.List;
import java.util.Optional;

/**
 * The head of a reply: its status line and its header fields (RFC 9112, 4 and 5).
 *
 * @param version {@code HTTP/1.0} or {@code HTTP/1.1}, as it came
 * @param status 100 to 999
 * @param reason the words behind it, often empty
 * @param fields in the order in which they came
 * @param text all of it as it came, with the empty line; each character is one byte (ISO-8859-1)
 */
public record Head(String version, int status, String reason, List<Field> fields, String text) {

  public Head {
    fields = List.copyOf(fields);
  }

  /** The values of all fields of this name, in order. */
  public List<String> values(String name) {
    return Field.values(fields, name);
  }

  /** The value of the first field of this name. */
  public Optional<String> value(String name) {
    return values(name).stream().findFirst();
  }

  /** A reply before the reply, as 100 Continue (RFC 9110, 15.2). */
  public boolean isInterim() {
    return status < 200;
  }

  /** Whether the client or the server is said to have failed. */
  public boolean isFailure() {
    return status >= 400;
  }

  /** For example {@code 404 Not Found}. */
  public String said() {
    return reason.isEmpty() ? Integer.toString(status) : status + " " + reason;
  }
}
