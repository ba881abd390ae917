package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.fetch.FetchListener;
import dev.switchboard.fetch.Field;
import dev.switchboard.fetch.Head;
import dev.switchboard.fetch.Request;
import dev.switchboard.fetch.Url;
import dev.switchboard.session.Handshake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A fetch as one JSON object; docs/fetch.schema.json says what is in it. It is there in any case,
 * after a failure with what had come until then.
 *
 * <p>Only {@code --json} names this class: the library behind it is not loaded for anything else.
 */
final class FetchJson implements FetchListener {

  /** What is shown stands in memory; more belongs into a file. */
  static final int MOST_BODY = 64 << 20;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final PeerBytes target;
  private final long began = System.nanoTime();
  private final ObjectNode all = MAPPER.createObjectNode();
  private final ArrayNode hops = MAPPER.createArrayNode();
  private final ArrayNode remarks = MAPPER.createArrayNode();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private ObjectNode hop = MAPPER.createObjectNode();
  private long length;
  private boolean bodyIsTold;

  FetchJson(Request request, PeerBytes target) {
    this.target = target;
    all.put("url", request.url().toString());
    all.put("method", request.method());
    all.set("hops", hops);
  }

  @Override
  public void connected(Endpoint endpoint, Endpoint local) {
    hop = hops.addObject();
    hop.put("endpoint", endpoint.toString());
    hop.put("local", local.toString());
    hop.put("connectedMillis", millis());
  }

  @Override
  public void secured(Handshake handshake) {
    ObjectNode tls = hop.putObject("tls");
    tls.put("version", handshake.version());
    tls.put("cipher", handshake.cipher());
    if (!handshake.application().isEmpty()) {
      tls.put("alpn", handshake.application());
    }
    Handshake.Certificate peer = handshake.peer();
    if (peer != null) {
      tls.putObject("peer")
          .put("subject", peer.subject())
          .put("issuer", peer.issuer())
          .put("expires", peer.expires().toString())
          .put("fingerprint", peer.fingerprint());
    }
  }

  @Override
  public void sent(Request request) {
    hop.put("method", request.method());
    hop.put("url", request.url().toString());
  }

  @Override
  public void interim(Head head) {
    describe(hop.withArrayProperty("interim").addObject(), head);
  }

  @Override
  public void head(Head head, Optional<Url> next) {
    describe(hop, head);
    hop.put("headMillis", millis());
  }

  private static void describe(ObjectNode reply, Head head) {
    reply.put("version", head.version());
    reply.put("status", head.status());
    reply.put("reason", head.reason());
    reply.set("headers", pairs(head.fields()));
  }

  /** In order, and a name may come twice: so they are no object. */
  private static ArrayNode pairs(List<Field> fields) {
    ArrayNode pairs = MAPPER.createArrayNode();
    fields.forEach(field -> pairs.addArray().add(field.name()).add(field.value()));
    return pairs;
  }

  @Override
  public void body(byte[] bytes, int offset, int count) throws IOException {
    bodyIsTold = true;
    length += count;
    if (target.toFile()) {
      target.write(bytes, offset, count);
    } else if (length > MOST_BODY) {
      throw new IOException("The body has more than 64 MiB, too much for --json: give -o FILE.");
    } else {
      body.write(bytes, offset, count);
    }
  }

  @Override
  public void end(List<Field> trailers) throws IOException {
    bodyIsTold = true;
    if (!trailers.isEmpty()) {
      hop.set("trailers", pairs(trailers));
    }
    if (target.toFile()) {
      target.end();
    }
  }

  @Override
  public void remark(String sentence) {
    remarks.add(sentence);
  }

  void failed(IOException e) {
    all.put("error", e.getMessage());
  }

  /** All of it, on one line. */
  String text() {
    if (hop.has("status")) {
      all.set("status", hop.get("status"));
      all.set("headers", hop.get("headers"));
    }
    if (bodyIsTold) {
      all.set("body", body());
    }
    if (!remarks.isEmpty()) {
      all.set("remarks", remarks);
    }
    all.put("totalMillis", millis());
    return MAPPER.writeValueAsString(all);
  }

  private ObjectNode body() {
    ObjectNode shown = MAPPER.createObjectNode().put("length", length);
    if (target.toFile()) {
      return shown;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(body.toByteArray());
      return shown.put("text", StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return shown.put("base64", Base64.getEncoder().encodeToString(body.toByteArray()));
    }
  }

  private double millis() {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began) / 1000.0;
  }
}
