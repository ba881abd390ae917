package dev.switchboard.script;

import static java.util.Map.entry;

import dev.switchboard.session.Limits;
import dev.switchboard.session.Quantity;
import java.util.Map;
import java.util.function.BiConsumer;

/** The limits by the names that {@code limit NAME VALUE} knows them by. */
final class LimitNames {

  private static final Map<String, BiConsumer<Limits.Draft, String>> NAMES =
      Map.ofEntries(
          entry("message", (it, value) -> it.message = Quantity.size(value)),
          entry("pending-output", (it, value) -> it.pendingOutput = Quantity.size(value)),
          entry("message-time", (it, value) -> it.messageTime = Quantity.time(value)),
          entry("idle", (it, value) -> it.idle = Quantity.time(value)),
          entry("write", (it, value) -> it.write = Quantity.time(value)),
          entry("too-slow", (it, value) -> it.tooSlow = Quantity.time(value)),
          entry("turn", (it, value) -> it.turn = Quantity.size(value)),
          entry("linger-bytes", (it, value) -> it.lingerBytes = Quantity.size(value)),
          entry("linger-time", (it, value) -> it.lingerTime = Quantity.time(value)),
          entry("connections", (it, value) -> it.connections = Quantity.size(value)),
          entry("datagram-sessions", (it, value) -> it.datagramSessions = Quantity.size(value)),
          entry("datagram-idle", (it, value) -> it.datagramIdle = Quantity.time(value)),
          entry("drain", (it, value) -> it.drain = Quantity.time(value)),
          entry("handshake", (it, value) -> it.handshake = Quantity.time(value)),
          entry("accept-queue", (it, value) -> it.acceptQueue = Quantity.size(value)));

  private LimitNames() {}

  static Limits set(Limits limits, LineCursor cursor) {
    cursor.skipBlanks();
    int place = cursor.at();
    BiConsumer<Limits.Draft, String> setting = NAMES.get(cursor.word());
    if (setting == null) {
      cursor.backTo(place);
      throw cursor.expected(
          "a limit: one of " + String.join(" ", NAMES.keySet().stream().sorted().toList()));
    }
    cursor.skipBlanks();
    int before = cursor.at();
    String value = cursor.word();
    try {
      return limits.with(it -> setting.accept(it, value));
    } catch (IllegalArgumentException e) {
      cursor.backTo(before);
      throw cursor.wrong(String.valueOf(e.getMessage()));
    }
  }
}
