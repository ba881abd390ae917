package dev.switchboard.cli;

import dev.switchboard.session.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Every limit as an option; what is not given stays as it is. */
final class LimitOptions {

  @Option(
      names = "--max-message",
      paramLabel = "SIZE",
      converter = Quantity.Size.class,
      description = "Longest message in bytes (64k; hello 1024, acrostic 9999).")
  @Nullable Integer message;

  @Option(
      names = "--max-pending",
      paramLabel = "SIZE",
      converter = Quantity.Size.class,
      description = "Bytes that may wait for a client that does not read (1m).")
  @Nullable Integer pendingOutput;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      converter = Quantity.Size.class,
      description =
          "Connections at a time (10000, threads 1000, never more than open files allow).")
  @Nullable Integer connections;

  @Option(
      names = "--max-turn",
      paramLabel = "N",
      converter = Quantity.Size.class,
      description = "Messages of one client before others get their turn (64).")
  @Nullable Integer turn;

  @Option(
      names = "--max-sessions",
      paramLabel = "N",
      converter = Quantity.Size.class,
      description = "UDP clients that are remembered (10000).")
  @Nullable Integer datagramSessions;

  @Option(
      names = "--accept-queue",
      paramLabel = "N",
      converter = Quantity.Size.class,
      description = "Clients that may wait to be accepted (128).")
  @Nullable Integer acceptQueue;

  @Option(
      names = "--idle",
      paramLabel = "TIME",
      converter = Quantity.Time.class,
      description = "Close after so long without a byte (10m; UDP forgets after 60s).")
  @Nullable Duration idle;

  @Option(
      names = "--message-time",
      paramLabel = "TIME",
      converter = Quantity.Time.class,
      description = "From the first byte of a message to its last (30s).")
  @Nullable Duration messageTime;

  @Option(
      names = "--write-time",
      paramLabel = "TIME",
      converter = Quantity.Time.class,
      description = "For a client to take a byte of what waits for it (30s).")
  @Nullable Duration write;

  @Option(
      names = "--too-slow",
      paramLabel = "TIME",
      converter = Quantity.Time.class,
      description = "For a client that is full to catch up by half (10s).")
  @Nullable Duration tooSlow;

  @Option(
      names = "--linger",
      paramLabel = "TIME",
      converter = Quantity.Time.class,
      description = "What still comes after our end is thrown away for so long (2s)…")
  @Nullable Duration lingerTime;

  @Option(
      names = "--max-linger",
      paramLabel = "SIZE",
      converter = Quantity.Size.class,
      description = "…or until so many bytes of it have come (64k).")
  @Nullable Integer lingerBytes;

  @Option(
      names = "--drain",
      paramLabel = "TIME",
      converter = Quantity.Time.class,
      description = "For open connections to end when the server stops (5s).")
  @Nullable Duration drain;

  @Option(
      names = "--handshake",
      paramLabel = "TIME",
      converter = Quantity.Time.class,
      description = "For a TLS handshake (10s).")
  @Nullable Duration handshake;

  /** These limits with the options that were given. */
  Limits over(Limits usual) {
    return usual.with(it -> {
      it.message = given(message, it.message);
      it.pendingOutput = given(pendingOutput, it.pendingOutput);
      it.connections = given(connections, it.connections);
      it.turn = given(turn, it.turn);
      it.datagramSessions = given(datagramSessions, it.datagramSessions);
      it.acceptQueue = given(acceptQueue, it.acceptQueue);
      it.datagramIdle = given(idle, it.datagramIdle);
      it.idle = given(idle, it.idle);
      it.messageTime = given(messageTime, it.messageTime);
      it.write = given(write, it.write);
      it.tooSlow = given(tooSlow, it.tooSlow);
      it.lingerTime = given(lingerTime, it.lingerTime);
      it.lingerBytes = given(lingerBytes, it.lingerBytes);
      it.drain = given(drain, it.drain);
      it.handshake = given(handshake, it.handshake);
    });
  }

  private static <T> T given(@Nullable T option, T usual) {
    return option == null ? usual : option;
  }
}
