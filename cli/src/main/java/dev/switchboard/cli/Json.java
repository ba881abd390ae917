package dev.switchboard.cli;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON, one object a line. Only what {@code --json} asks for may touch this class: loading what is
 * behind it takes longer than starting a server does.
 */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  /** The fields in their order, as one line. Any thread. */
  static String line(Map<String, ?> fields) {
    return MAPPER.writeValueAsString(fields);
  }
}
