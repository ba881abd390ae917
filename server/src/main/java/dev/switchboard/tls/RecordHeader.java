package dev.switchboard.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.switchboard.framing.Escaped;
import dev.switchboard.session.Ending;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/** The five bytes before each record: its type, a version, its length (RFC 8446, 5.1). */
final class RecordHeader {

  static final byte ALERT = 21;
  static final byte HANDSHAKE = 22;

  private static final int BYTES = 5;
  private static final int FIRST_TYPE = 20;
  private static final int LAST_TYPE = 24;
  private static final int MAJOR_VERSION = 3; // of all of them, since SSL 3.0

  /** The most of an encrypted record under TLS 1.2 (RFC 5246, 6.2.3); TLS 1.3 allows less. */
  private static final int LONGEST = (1 << 14) + 2048;

  private static final int SHOWN = 24;

  private static final Pattern HTTP =
      Pattern.compile("(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH|CONNECT|TRACE) |HTTP/1.*");

  private RecordHeader() {}

  /**
   * How many bytes the record has that begins here, with its header; 0 where that is not known yet.
   *
   * @throws TlsException when no record begins so
   */
  static int length(ByteBuffer bytes, int at, int end, boolean established) throws TlsException {
    if (at == end) {
      return 0;
    }
    boolean isType = bytes.get(at) >= FIRST_TYPE && bytes.get(at) <= LAST_TYPE;
    if (!isType || (end - at > 1 && bytes.get(at + 1) != MAJOR_VERSION)) {
      throw new TlsException(notTls(bytes, at, end, established));
    }
    if (end - at < BYTES) {
      return 0;
    }
    int length = bytes.getShort(at + 3) & 0xffff;
    if (length > LONGEST) {
      throw new TlsException(
          new Ending.TlsFailed("a record of " + length + " bytes came, more than TLS has"));
    }
    return BYTES + length;
  }

  private static Ending notTls(ByteBuffer bytes, int at, int end, boolean established) {
    byte[] begin = new byte[Math.min(SHOWN, end - at)];
    bytes.get(at, begin);
    String shown = '"' + Escaped.bytes(begin, 0, begin.length) + '"';
    if (established) {
      return new Ending.TlsFailed("no record of TLS begins with " + shown);
    }
    boolean http = HTTP.matcher(new String(begin, ISO_8859_1)).lookingAt();
    return new Ending.NotTls(
        (http ? "the peer speaks plain HTTP, and began with " : "the peer began with ") + shown);
  }
}
