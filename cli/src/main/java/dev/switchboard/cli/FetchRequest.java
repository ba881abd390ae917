package dev.switchboard.cli;

import dev.switchboard.fetch.Field;
import dev.switchboard.fetch.Request;
import dev.switchboard.fetch.Url;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is asked for, as options have it: method, header fields, body. */
final class FetchRequest {

  private static final String FORM = "application/x-www-form-urlencoded";

  @Option(
      names = {"-X", "--request"},
      paramLabel = "METHOD",
      description = "The method (GET; with a body POST).")
  @Nullable String method;

  @Option(
      names = {"-I", "--head"},
      description = "HEAD: the reply's head alone, on stdout.")
  boolean head;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'Name: value'",
      description = "A header field more; 'Name:' leaves ours away, 'Name;' sends it empty.")
  List<String> fields = new ArrayList<>();

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DATA",
      description = "POST this, or the lines of @FILE joined; several are joined with &.")
  List<String> data = new ArrayList<>();

  @Option(
      names = "--data-binary",
      paramLabel = "DATA",
      description = "POST this, or @FILE, byte for byte.")
  List<String> binary = new ArrayList<>();

  Request on(Url url) throws IOException {
    boolean withBody = !data.isEmpty() || !binary.isEmpty();
    if (head && (withBody || method != null)) {
      throw new IllegalArgumentException("-I asks with HEAD: it goes with neither -X nor -d");
    }
    String usual = head ? "HEAD" : withBody ? "POST" : "GET";
    Request request = Request.of(method == null ? usual : method, url);
    for (String field : fields) {
      request = with(request, field);
    }
    if (!withBody) {
      return request;
    }
    boolean ownType =
        fields.stream().anyMatch(field -> field.matches("(?i)content-type\\s*[:;].*"));
    return (ownType ? request : request.with(new Field("Content-Type", FORM))).with(body());
  }

  private static Request with(Request request, String field) {
    int colon = field.indexOf(':');
    if (colon < 0) {
      if (field.endsWith(";")) {
        return request.with(new Field(field.substring(0, field.length() - 1), ""));
      }
      throw new IllegalArgumentException(
          "'" + field + "' is no header field: it is 'Name: value', 'Name:' or 'Name;'");
    }
    String name = field.substring(0, colon);
    String value = field.substring(colon + 1).strip();
    return value.isEmpty() ? request.without(name) : request.with(new Field(name, value));
  }

  private byte[] body() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String each : data) {
      add(body, withoutLineEnds(each));
    }
    for (String each : binary) {
      add(body, each.startsWith("@") ? file(each) : each.getBytes(StandardCharsets.UTF_8));
    }
    return body.toByteArray();
  }

  private static void add(ByteArrayOutputStream body, byte... more) {
    if (body.size() > 0) {
      body.write('&');
    }
    body.writeBytes(more);
  }

  /** A form in a file ends with a line end that is not part of it; curl takes all of them away. */
  private static byte[] withoutLineEnds(String data) throws IOException {
    if (!data.startsWith("@")) {
      return data.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (byte b : file(data)) {
      if (b != '\r' && b != '\n' && b != 0) {
        kept.write(b);
      }
    }
    return kept.toByteArray();
  }

  private static byte[] file(String data) throws IOException {
    String name = data.substring(1);
    try {
      return name.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
    } catch (IOException e) {
      throw new IOException(
          "Cannot read the data to send from " + name + ": " + FileTrouble.said(e) + ".", e);
    }
  }
}
