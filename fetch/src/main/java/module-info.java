import org.jspecify.annotations.NullMarked;

/**
 * What a browser does after a click: connect, send a GET, receive the reply until it is complete,
 * close. HTTP/1.1 (RFC 9110, RFC 9112) over {@link dev.switchboard.client.Client}.
 *
 * <pre>
 *   Fetching.of(Request.get(Url.parse("http://127.0.0.1:8000/")))
 *       .run(
 *           new FetchListener() {
 *             public void head(Head head, Optional&lt;Url&gt; next) {
 *               IO.println(head.status());
 *             }
 *
 *             public void body(byte[] bytes, int offset, int length) throws IOException {
 *               System.out.write(bytes, offset, length);
 *             }
 *           });
 * </pre>
 *
 * <p>To begin, look at {@link dev.switchboard.fetch.Fetching}. Who has the bytes already, and wants
 * to know what they say, takes {@link dev.switchboard.fetch.ReplyParser}: it does no I/O.
 */
@NullMarked
module dev.switchboard.fetch {
  requires transitive dev.switchboard.server;
  requires static org.jspecify;

  exports dev.switchboard.fetch;
}
