package dev.switchboard.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is asked of a server (RFC 9112, 3). It is sent with {@code Connection: close}: one
 * connection carries one request.
 *
 * <p>Host, User-Agent, Accept, Connection and, where there is a body, Content-Length are added; a
 * field of one's own with such a name takes its place.
 */
public final class Request {

  static final String USER_AGENT = "switchboard/0.1.0";

  /** What concerns a body, and goes when a redirect drops it. */
  private static final List<String> OF_BODY =
      List.of("content-length", "content-type", "content-encoding", "content-language");

  /** What is meant for one server and must not be told to another. */
  private static final List<String> OF_ORIGIN = List.of("authorization", "cookie", "host");

  private final String method;
  private final Url url;
  private final List<Field> fields;
  private final List<String> without;
  private final byte[] body;

  private Request(String method, Url url, List<Field> fields, List<String> without, byte[] body) {
    this.method = method;
    this.url = url;
    this.fields = List.copyOf(fields);
    this.without = List.copyOf(without);
    this.body = body;
  }

  /** What a browser sends after a click. */
  public static Request get(Url url) {
    return of("GET", url);
  }

  /**
   * A request without a body.
   *
   * @throws IllegalArgumentException where the method is no token, or is CONNECT, which asks for a
   *     tunnel and not for a resource
   */
  public static Request of(String method, Url url) {
    if (!Field.isToken(method)) {
      throw new IllegalArgumentException("'" + method + "' is not a method of HTTP");
    }
    if (method.equals("CONNECT")) {
      throw new IllegalArgumentException(
          "CONNECT asks a proxy for a tunnel, which fetch does not do");
    }
    return new Request(method, url, List.of(), List.of(), new byte[0]);
  }

  /**
   * With one more field.
   *
   * @throws IllegalArgumentException for Transfer-Encoding: a body goes with its length
   */
  public Request with(Field field) {
    if (field.is("transfer-encoding")) {
      throw new IllegalArgumentException(
          "Transfer-Encoding cannot be chosen: the body is sent with Content-Length");
    }
    List<Field> more = new ArrayList<>(fields);
    more.add(field);
    return new Request(method, url, more, without, body);
  }

  /** Without the field of this name that would be added. */
  public Request without(String name) {
    List<String> more = new ArrayList<>(without);
    more.add(name.toLowerCase(Locale.ROOT));
    return new Request(method, url, fields, more, body);
  }

  /** With these bytes as its body. */
  public Request with(byte... chosen) {
    return new Request(method, url, fields, without, chosen.clone());
  }

  public String method() {
    return method;
  }

  public Url url() {
    return url;
  }

  /**
   * The request that a redirect with this status leads to (RFC 9110, 15.4): after 303 everything
   * but HEAD becomes GET, after 301 and 302 POST does, as browsers have it; else it stays what it
   * is. What is meant for one server alone is not told to another.
   */
  Request redirected(int status, Url to) {
    boolean becomesGet =
        switch (status) {
          case 303 -> !method.equals("HEAD") && !method.equals("GET");
          case 301, 302 -> method.equals("POST");
          default -> false;
        };
    List<Field> kept = new ArrayList<>(fields);
    if (becomesGet) {
      kept.removeIf(field -> OF_BODY.contains(field.name().toLowerCase(Locale.ROOT)));
    }
    if (!url.hasSameOriginAs(to)) {
      kept.removeIf(field -> OF_ORIGIN.contains(field.name().toLowerCase(Locale.ROOT)));
    }
    return new Request(
        becomesGet ? "GET" : method, to, kept, without, becomesGet ? new byte[0] : body);
  }

  /** The head as it goes over the wire, with the empty line. */
  public String head() {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(url.target()).append(" HTTP/1.1\r\n");
    for (Field field : allFields()) {
      head.append(field.value().isEmpty() ? field.name() + ":" : field.toString()).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private List<Field> allFields() {
    List<Field> all = new ArrayList<>();
    add(all, "Host", url.hostField());
    add(all, "User-Agent", USER_AGENT);
    add(all, "Accept", "*/*");
    add(all, "Connection", "close");
    // RFC 9110, 8.6: a method that has a use for a body says that there is none.
    if (body.length > 0 || method.equals("POST") || method.equals("PUT")) {
      add(all, "Content-Length", Integer.toString(body.length));
    }
    all.addAll(fields);
    return all;
  }

  private void add(List<Field> all, String name, String value) {
    boolean own = fields.stream().anyMatch(field -> field.is(name));
    if (!own && !without.contains(name.toLowerCase(Locale.ROOT))) {
      all.add(new Field(name, value));
    }
  }

  /** The length of the body in bytes. */
  public int bodyLength() {
    return body.length;
  }

  /** All bytes of it: one call sends them where the kernel takes it. */
  byte[] bytes() {
    byte[] head = head().getBytes(UTF_8);
    byte[] bytes = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, bytes, head.length, body.length);
    return bytes;
  }
}
