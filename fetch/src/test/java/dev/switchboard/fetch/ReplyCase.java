package dev.switchboard.fetch;

import dev.switchboard.framing.Shown;
import java.util.List;
import java.util.stream.Stream;

/**
 * A reply as it comes, and what is read in it.
 *
 * @param wire each character is one byte; behind it the server finishes
 */
record ReplyCase(String method, String wire, String reading) {

  private static final String CHUNKED = "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~";
  private static final String CHUNKED_READ = "200 OK [Transfer-Encoding: chunked]";

  static Stream<ReplyCase> all() {
    return Stream.of(complete(), lenient(), early(), noReply(), badHead(), badChunk())
        .flatMap(List::stream);
  }

  /** {@code ~} stands for CR LF. */
  private static ReplyCase get(String wire, String reading) {
    return new ReplyCase("GET", wire.replace("~", "\r\n"), reading);
  }

  private static ReplyCase chunked(String wire, String reading) {
    return get(CHUNKED + wire, CHUNKED_READ + reading);
  }

  private static ReplyCase badHead(String lines, String what) {
    return get("HTTP/1.1 200 OK~" + lines + "~~body", "Malformed: " + what);
  }

  static List<ReplyCase> complete() {
    return List.of(
        get(
            "HTTP/1.1 200 OK~Content-Length: 5~~hello",
            "200 OK [Content-Length: 5] | \"hello\" | end"),
        get("HTTP/1.1 200 OK~Content-Length: 0~~", "200 OK [Content-Length: 0] | end"),
        get("HTTP/1.1 200 OK~~all of it", "200 OK [] | \"all of it\" | end"),
        get("HTTP/1.0 200 OK~~", "200 OK [] | end"),
        new ReplyCase(
            "HEAD",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
            "200 OK [Content-Length: 5] | end"),
        get("HTTP/1.1 204 No Content~~", "204 No Content [] | end"),
        get(
            "HTTP/1.1 304 Not Modified~Content-Length: 5~~",
            "304 Not Modified [Content-Length: 5] | end"),
        get(
            "HTTP/1.1 100 Continue~~HTTP/1.1 103 Early Hints~Link: </a.css>~~HTTP/1.1 200 OK~~x",
            "100 Continue | 103 Early Hints | 200 OK [] | \"x\" | end"),
        chunked("5~hello~0~~", " | \"hello\" | end"),
        chunked("5~hello~6~ world~0~~", " | \"hello world\" | end"),
        chunked("0~~", " | end"),
        chunked("0000~~", " | end"),
        chunked("5;a=b;c=\"d\"~hello~0;last~~", " | \"hello\" | end"),
        chunked("5 ~hello~0\t~~", " | \"hello\" | end"),
        chunked("a~0123456789~A~0123456789~0~~", " | \"01234567890123456789\" | end"),
        chunked("5~hello~0~Sum: 532~Seal: none~~", " | \"hello\" | end [Sum: 532, Seal: none]"),
        chunked("5~hello~0~~more", " | \"hello\" | end | 4 left"),
        get(
            "HTTP/1.1 200 OK~Content-Length: 2~~hello",
            "200 OK [Content-Length: 2] | \"he\" | end | 3 left"));
  }

  /** Not as it should be, and understood. */
  static List<ReplyCase> lenient() {
    return List.of(
        get("HTTP/1.1 200 OK\nContent-Length: 1\n\nx", "200 OK [Content-Length: 1] | \"x\" | end"),
        get("HTTP/1.1 200~~x", "200 [] | \"x\" | end"),
        get("HTTP/1.1 200 ~~x", "200 [] | \"x\" | end"),
        get("HTTP/1.1 999 Odd thing~~x", "999 Odd thing [] | \"x\" | end"),
        get("HTTP/1.1 200 OK~A:  b c \t~B:~~", "200 OK [A: b c, B: ] | end"),
        get("HTTP/1.1 200 OK~A: b~ c~\td~~", "200 OK [A: b c d] | end"),
        get("HTTP/1.1 200 OK~A: \u00e9\u001b[2J~~", "200 OK [A: \u00e9\u001b[2J] | end"),
        get(
            "HTTP/1.1 200 OK~Content-Length: 1~Content-Length: 1, 1~~x",
            "200 OK [Content-Length: 1, Content-Length: 1, 1] | \"x\" | end"),
        get(
            "HTTP/1.1 200 OK~Transfer-Encoding: Identity~Content-Length: 1~~x",
            "200 OK [Transfer-Encoding: Identity, Content-Length: 1] | \"x\" | end"),
        get(
            "HTTP/1.1 200 OK~Content-Length: 9~Transfer-Encoding: chunked~~1~x~0~~",
            "The reply has both Transfer-Encoding: chunked and Content-Length: 9; chunked counts"
                + " (RFC 9112, 6.3). | 200 OK [Content-Length: 9, Transfer-Encoding: chunked] |"
                + " \"x\" | end"),
        get(
            "HTTP/1.0 200 OK~Transfer-Encoding: CHUNKED~~1~x~0~~",
            "The reply is chunked, which HTTP/1.0 does not know; it is read so. | 200 OK"
                + " [Transfer-Encoding: CHUNKED] | \"x\" | end"));
  }

  static List<ReplyCase> early() {
    String early = "EndedEarly: the reply ended early, after ";
    return List.of(
        get("", "EndedEarly: the connection was closed without a reply | at no byte of a reply"),
        get("HTT", early + "3 bytes of the head | at 3 bytes of the head"),
        get("HTTP/1.1 200 OK~A: b~", early + "23 bytes of the head | at 23 bytes of the head"),
        get(
            "HTTP/1.1 100 Continue~~",
            "100 Continue | EndedEarly: the connection was closed without a reply | at no byte of a"
                + " reply"),
        get(
            "HTTP/1.1 200 OK~Content-Length: 10~~hello",
            "200 OK [Content-Length: 10] | \"hello\" | "
                + early
                + "5 of 10 bytes of the body | at 5 of 10 bytes of the body"),
        cutChunk("", "0 bytes of the body, before chunk 1", ""),
        cutChunk("1", "0 bytes of the body, before chunk 1", ""),
        cutChunk("10~hello", "5 bytes of the body, in chunk 1 after 5 of its 16 bytes", "hello"),
        cutChunk("5~hello", "5 bytes of the body, in chunk 1 after 5 of its 5 bytes", "hello"),
        cutChunk("5~hello~", "5 bytes of the body, before chunk 2", "hello"),
        cutChunk("5~hello~5~", "5 bytes of the body, in chunk 2 after 0 of its 5 bytes", "hello"),
        cutChunk("5~hello~0~", "5 bytes of the body, behind the last chunk", "hello"),
        cutChunk("5~hello~0~A: b~", "5 bytes of the body, behind the last chunk", "hello"));
  }

  private static ReplyCase cutChunk(String wire, String position, String body) {
    return chunked(
        wire,
        (body.isEmpty() ? "" : " | \"" + body + "\"")
            + " | EndedEarly: the reply ended early, after "
            + position
            + " | at "
            + position);
  }

  static List<ReplyCase> noReply() {
    return List.of(
        notHttp(
            "SSH-2.0-OpenSSH_9~",
            "53 53 48 2d 32 2e 30 2d 4f 70 65 6e 53 53 48 5f \"SSH-2.0-OpenSSH_\""),
        notHttp("220 ok~", "32 32 30 20 6f 6b 0d 0a \"220 ok\\r\\n\""),
        notHttp("\u0015\u0003\u0001", "15 03 01 \"\\x15\\x03\\x01\""),
        notHttp("~HTTP/1.1 200 OK~~", "0d 0a \"\\r\\n\""),
        notHttp(
            "http/1.1 200 OK~~",
            "68 74 74 70 2f 31 2e 31 20 32 30 30 20 4f 4b 0d \"http/1.1 200 OK\\r\""),
        notHttp(
            "HTTP/2.0 200 OK~~",
            "48 54 54 50 2f 32 2e 30 20 32 30 30 20 4f 4b 0d \"HTTP/2.0 200 OK\\r\""),
        notHttp(
            "HTTP/1.1 20 OK~~",
            "48 54 54 50 2f 31 2e 31 20 32 30 20 4f 4b 0d 0a \"HTTP/1.1 20 OK\\r\\n\""),
        notHttp(
            "HTTP/1.1 099 X~~",
            "48 54 54 50 2f 31 2e 31 20 30 39 39 20 58 0d 0a \"HTTP/1.1 099 X\\r\\n\""),
        notHttp(
            "HTTP/1.1  200~~",
            "48 54 54 50 2f 31 2e 31 20 20 32 30 30 0d 0a \"HTTP/1.1  200\\r\\n\""));
  }

  private static ReplyCase notHttp(String wire, String shown) {
    return get(wire, "Malformed: what came is no reply of HTTP/1.1: " + shown);
  }

  static List<ReplyCase> badHead() {
    return List.of(
        badHead("no colon", "a header line of it is none: 6e 6f 20 63 6f 6c 6f 6e \"no colon\""),
        badHead(
            ": no name", "a header line of it is none: 3a 20 6e 6f 20 6e 61 6d 65 \": no name\""),
        badHead("A : b", "a header line of it is none: 41 20 3a 20 62 \"A : b\""),
        badHead(" A: b", "a header line of it is none: 20 41 3a 20 62 \" A: b\""),
        badHead("A: b\rc", "a header line of it is none: 41 3a 20 62 0d 63 \"A: b\\rc\""),
        badHead("A: b\0", "a header line of it is none: 41 3a 20 62 00 \"A: b\\0\""),
        badHead("A: b\n".repeat(501), "it has more than 500 header lines"),
        badHead("A: " + "b".repeat(70_000), "its head has more than 64 KiB"),
        badHead(
            "Content-Length: 5~Content-Length: 6",
            "it has different values of Content-Length: 5, 6"),
        badHead("Content-Length: 5, 6", "it has different values of Content-Length: 5, 6"),
        badHead("Content-Length: -1", "its Content-Length is no number: 2d 31 \"-1\""),
        badHead("Content-Length: 0x10", "its Content-Length is no number: 30 78 31 30 \"0x10\""),
        badHead("Content-Length:", "its Content-Length is no number: \"\""),
        badHead(
            "Content-Length: 9223372036854775808",
            "its Content-Length does not fit into 63 bits: 9223372036854775808"),
        badHead(
            "Transfer-Encoding: gzip, chunked",
            "its Transfer-Encoding is 'gzip, chunked': only chunked was to be expected"),
        get(
            "HTTP/1.1 101 Switching Protocols~Upgrade: websocket~~",
            "Malformed: it switches to another protocol (101 Switching Protocols), which nobody"
                + " asked for | at no byte of a reply"),
        get(
            "HTTP/1.1 100 Continue~~".repeat(17),
            "100 Continue | ".repeat(16)
                + "Malformed: there are more than 16 replies before the reply | at no byte of a"
                + " reply"));
  }

  static List<ReplyCase> badChunk() {
    String none = "0 bytes of the body, before chunk 1";
    return List.of(
        chunk(
            "hello", "", "1 is malformed: its length is followed, or replaced, by 68 \"h\"", none),
        chunk("~", "", "1 is malformed: its length is followed, or replaced, by 0d \"\\r\"", none),
        chunk(";x~", "", "1 is malformed: its length is followed, or replaced, by 3b \";\"", none),
        chunk("-1~", "", "1 is malformed: its length is followed, or replaced, by 2d \"-\"", none),
        chunk("0x5~", "", "1 is malformed: its length is followed, or replaced, by 78 \"x\"", none),
        chunk(
            "5\nhello",
            "",
            "1 is malformed: its length is followed, or replaced, by 0a \"\\n\"",
            none),
        chunk(
            "5;a\nb~",
            "",
            "1 is malformed: its length is followed, or replaced, by 0a \"\\n\"",
            none),
        chunk(
            "5\rhello",
            "",
            "1 is malformed: behind its length comes 68 \"h\" where CR LF belongs",
            none),
        chunk(
            "8000000000000000~", "", "1 is malformed: its length does not fit into 63 bits", none),
        chunk(
            "5;" + "x".repeat(5000) + "~",
            "",
            "1 is malformed: the line with its length has more than 4096 bytes",
            none),
        chunk(
            "5~hello!~0~~",
            " | \"hello\"",
            "1 is malformed: behind its data comes 21 \"!\" where CR LF belongs",
            "5 bytes of the body, in chunk 1 after 5 of its 5 bytes"),
        chunk(
            "5~hello\n0~~",
            " | \"hello\"",
            "1 is malformed: behind its data comes 0a \"\\n\" where CR LF belongs",
            "5 bytes of the body, in chunk 1 after 5 of its 5 bytes"),
        chunk(
            "1~a~1~b~x",
            " | \"ab\"",
            "3 is malformed: its length is followed, or replaced, by 78 \"x\"",
            "2 bytes of the body, before chunk 3"),
        chunked(
            "0~no colon~~",
            " | Malformed: a header line of it is none: 6e 6f 20 63 6f 6c 6f 6e \"no colon\" | at 0"
                + " bytes of the body, behind the last chunk"));
  }

  private static ReplyCase chunk(String wire, String before, String what, String position) {
    return chunked(wire, before + " | Malformed: chunk " + what + " | at " + position);
  }

  /** One line, for the name of a test. */
  @Override
  public String toString() {
    String shown = wire.length() > 100 ? wire.substring(0, 100) + "…" : wire;
    return method + " " + Shown.quoted(shown);
  }
}
