package dev.switchboard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A published JSON schema, and what is wrong with a document by it. It knows the words of draft
 * 2020-12 that our schemas use, and refuses a schema with any other.
 */
record Schema(JsonNode root) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final Set<String> SILENT = Set.of("$schema", "$defs", "title", "description");

  static Schema of(String file) throws IOException {
    return new Schema(MAPPER.readTree(Files.readString(Path.of(Home.file(file)))));
  }

  static JsonNode read(String json) {
    return MAPPER.readTree(json);
  }

  /** Nothing, where the document is as the schema says. */
  List<String> faults(JsonNode document) {
    List<String> faults = new ArrayList<>();
    check(root, document, "", faults);
    return faults;
  }

  private void check(JsonNode schema, JsonNode it, String at, List<String> faults) {
    schema
        .properties()
        .forEach(word -> {
          JsonNode said = word.getValue();
          boolean holds =
              switch (word.getKey()) {
                case "type" -> isOf(said.asString(), it);
                case "pattern" -> Pattern.compile(said.asString()).matcher(it.asString()).find();
                case "minimum" -> it.doubleValue() >= said.doubleValue();
                case "maximum" -> it.doubleValue() <= said.doubleValue();
                case "minItems" -> it.size() >= said.intValue();
                case "maxItems" -> it.size() <= said.intValue();
                case "required" -> said.valueStream().allMatch(name -> it.has(name.asString()));
                case "additionalProperties" ->
                    !said.booleanValue()
                        && it.propertyStream()
                            .allMatch(p -> schema.get("properties").has(p.getKey()));
                case "$ref" -> {
                  check(root.at(said.asString().substring(1)), it, at, faults);
                  yield !root.at(said.asString().substring(1)).isMissingNode();
                }
                case "items" -> {
                  it.forEach(each -> check(said, each, at + "[]", faults));
                  yield true;
                }
                case "properties" -> {
                  said.propertyStream()
                      .filter(p -> it.has(p.getKey()))
                      .forEach(p ->
                          check(p.getValue(), it.get(p.getKey()), at + "." + p.getKey(), faults));
                  yield true;
                }
                default -> SILENT.contains(word.getKey());
              };
          if (!holds) {
            faults.add(at + " breaks " + word.getKey() + " " + said + ": " + it);
          }
        });
  }

  private static boolean isOf(String type, JsonNode it) {
    return switch (type) {
      case "object" -> it.isObject();
      case "array" -> it.isArray();
      case "string" -> it.isString();
      case "integer" -> it.isIntegralNumber();
      case "number" -> it.isNumber();
      case "boolean" -> it.isBoolean();
      default -> false;
    };
  }
}
