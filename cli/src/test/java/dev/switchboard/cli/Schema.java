package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A published JSON Schema in {@code docs}. */
record Schema(com.networknt.schema.Schema rules, JsonNode text) {

  static Schema of(String file) throws IOException {
    String text = Files.readString(Home.path().resolve("docs").resolve(file));
    com.networknt.schema.Schema rules =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text, InputFormat.JSON);
    return new Schema(rules, read(text));
  }

  static JsonNode read(String json) {
    return JsonMapper.shared().readTree(json);
  }

  /** What is wrong with it, a sentence each. */
  List<String> errors(String json) {
    List<String> errors = new ArrayList<>();
    rules
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(it -> it.formatAssertionsEnabled(true)))
        .forEach(error -> errors.add(error.toString()));
    return errors;
  }

  /** The line as it is read, which has been found to be as published. */
  JsonNode accept(String line) {
    assertThat(errors(line)).as(line).isEmpty();
    return read(line);
  }
}
