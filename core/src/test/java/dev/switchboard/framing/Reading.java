package dev.switchboard.framing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a codec makes of a stream that comes in segments: the messages, how it ended, and what an
 * echo of every message would have sent.
 */
record Reading(List<String> messages, String ending, String echo) {

  /** Reads the segments and, where {@code finished}, the end of the stream. */
  static Reading of(Framing framing, int max, boolean finished, List<String> segments) {
    return new Reader(framing.codec(max), segments).read(finished);
  }

  static Reading of(Framing framing, String... segments) {
    return of(framing, 64 << 10, true, List.of(segments));
  }

  /** One segment for each byte. */
  static List<String> single(String wire) {
    return Bytes.each(wire);
  }

  private static final class Reader {

    private final Codec codec;
    private final List<String> segments;
    private final ByteBuffer memory;
    private final Cut cut = new Cut();
    private final List<String> messages = new ArrayList<>();
    private final ByteArrayOutputStream echo = new ByteArrayOutputStream();
    private int start;
    private int end;

    Reader(Codec codec, List<String> segments) {
      this.codec = codec;
      this.segments = segments;
      this.memory = ByteBuffer.allocate(segments.stream().mapToInt(String::length).sum());
    }

    Reading read(boolean finished) {
      return new Reading(messages, ending(finished), Bytes.shown(echo.toByteArray()));
    }

    private String ending(boolean finished) {
      try {
        for (String segment : segments) {
          memory.put(end, Bytes.of(segment));
          end += segment.length();
          while (start < end && codec.decode(memory, start, end, cut)) {
            take();
          }
        }
        if (finished && codec.finish(memory, start, end, cut)) {
          take();
        }
        return start < end ? "left over " + (end - start) : "fine";
      } catch (MalformedException e) {
        return "malformed at " + (start + e.offset());
      } catch (TooLargeException e) {
        return "too large: " + e.length() + " over " + e.max();
      } catch (TruncatedException e) {
        return "truncated: " + e.had() + " of " + e.needed();
      }
    }

    private void take() {
      Frame frame = cut.in(memory, start);
      messages.add(Bytes.shown(frame.toBytes()));
      codec.encode(frame, Bytes.into(echo));
      start += cut.wireLength();
      cut.expire();
    }
  }
}
