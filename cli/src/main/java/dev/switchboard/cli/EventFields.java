package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Frame;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Handshake;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as fields, for programs. They are published in {@code docs/events.schema.json}: a field is
 * added there first, and none changes its meaning.
 */
final class EventFields {

  private EventFields() {}

  /** What is served where, before anything else happens there. */
  static Map<String, @Nullable Object> listening(
      int server, String service, List<Endpoint> endpoints, String model, int workers) {
    Map<String, @Nullable Object> fields = begun("listening", Instant.now());
    putServer(fields, server, service);
    fields.put("endpoints", endpoints.stream().map(Endpoint::toString).toList());
    fields.put("model", model);
    fields.put("workers", workers);
    fields.put("reachedBy", Announcement.who(endpoints));
    return fields;
  }

  /** What a server told. */
  static Map<String, @Nullable Object> of(Event event, int server, String service) {
    Map<String, @Nullable Object> fields = begun(name(event), event.at());
    putServer(fields, server, service);
    return putAll(fields, event);
  }

  /** What a client told. */
  static Map<String, @Nullable Object> of(Event event) {
    return putAll(begun(name(event), event.at()), event);
  }

  private static Map<String, @Nullable Object> putAll(
      Map<String, @Nullable Object> fields, Event event) {
    if (event instanceof Event.OfConnection of) {
      fields.put("connection", of.connection());
    }
    switch (event) {
      case Event.Listening e ->
          throw new IllegalArgumentException("told for all endpoints at once");
      case Event.Accepted e -> putEnds(fields, e.local(), e.remote());
      case Event.Connected e -> putEnds(fields, e.local(), e.remote());
      case Event.Refused e -> {
        fields.put("remote", e.remote().toString());
        fields.put("limit", e.limit());
      }
      case Event.AcceptFailed e -> {
        fields.put("endpoint", e.endpoint().toString());
        fields.put("answer", e.answer());
        fields.put("pauseMillis", e.pause().toMillis());
      }
      case Event.Full e -> fields.put("limit", e.limit());
      case Event.Received e -> putBytes(fields, e.bytes());
      case Event.Sent e -> putBytes(fields, e.bytes());
      case Event.PacketDropped e -> {
        fields.put("remote", e.remote().toString());
        fields.put("why", e.why());
      }
      case Event.PacketsLost e -> {
        fields.put("endpoint", e.endpoint().toString());
        fields.put("count", e.count());
      }
      case Event.WorkerFailed e -> {
        fields.put("worker", e.worker());
        fields.put("why", e.why());
      }
      case Event.Ended e -> putEnding(fields, e.ending());
      case Event.LoopHeld e -> fields.put("millis", e.time().toMillis());
      case Event.Secured e -> putHandshake(fields, e.handshake());
      case Event.CertificateRenewed e -> putCertificate(fields, "certificate", e.certificate());
      case Event.CertificateKept e -> {
        fields.put("files", e.files());
        fields.put("why", e.why());
      }
      case Event.PeerFinished e -> {}
      case Event.Finished e -> {}
      case Event.Suspended e -> {}
      case Event.Stopped e -> {}
    }
    return fields;
  }

  private static void putHandshake(Map<String, @Nullable Object> fields, Handshake handshake) {
    fields.put("version", handshake.version());
    fields.put("cipher", handshake.cipher());
    fields.put("alpn", handshake.application());
    fields.put("serverName", handshake.serverName());
    putCertificate(fields, "peer", handshake.peer());
  }

  private static void putCertificate(
      Map<String, @Nullable Object> fields,
      String name,
      Handshake.@Nullable Certificate certificate) {
    if (certificate == null) {
      fields.put(name, null);
      return;
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("subject", certificate.subject());
    shown.put("issuer", certificate.issuer());
    shown.put("expires", certificate.expires().toString());
    shown.put("fingerprint", certificate.fingerprint());
    fields.put(name, shown);
  }

  private static Map<String, @Nullable Object> begun(String event, Instant at) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("event", event);
    fields.put("at", at.toString());
    return fields;
  }

  private static void putServer(Map<String, @Nullable Object> fields, int server, String service) {
    fields.put("server", server);
    fields.put("service", service);
  }

  private static void putEnds(
      Map<String, @Nullable Object> fields, Endpoint local, Endpoint remote) {
    fields.put("local", local.toString());
    fields.put("remote", remote.toString());
  }

  /** The name of a record as a JSON value: {@code peerFinished}. */
  private static String name(Record value) {
    String name = value.getClass().getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static String name(Event event) {
    return name((Record) event);
  }

  private static void putEnding(Map<String, @Nullable Object> fields, Ending ending) {
    fields.put("ending", name((Record) ending));
    fields.put("failure", ending.isFailure());
    fields.put("says", ending.toString());
  }

  /** Nothing of the bytes is lost: where they are not the text that they seem, they follow. */
  private static void putBytes(Map<String, @Nullable Object> fields, Frame bytes) {
    String text = bytes.text();
    fields.put("length", bytes.length());
    fields.put("text", text);
    if (!Frame.of(text).equals(bytes)) {
      fields.put("base64", Base64.getEncoder().encodeToString(bytes.toBytes()));
    }
  }
}
