package dev.switchboard.fetch;

import java.util.List;

/**
 * One header or trailer field (RFC 9110, 5).
 *
 * @param name a token, as it was written; to be compared without regard to case
 * @param value without the blanks around it; of a received one each character is one byte
 *     (ISO-8859-1)
 */
public record Field(String name, String value) {

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  /**
   * A field that can be sent.
   *
   * @throws IllegalArgumentException with a sentence, where it would break the head apart
   */
  public Field {
    if (!isToken(name)) {
      throw new IllegalArgumentException("'" + name + "' is not the name of a header field");
    }
    if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw new IllegalArgumentException(
          "the value of the header field " + name + " has a line end or a NUL in it");
    }
  }

  /** Whether this is its name. */
  public boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }

  /** The values of all fields of this name, in order. */
  static List<String> values(List<Field> fields, String name) {
    return fields.stream().filter(field -> field.is(name)).map(Field::value).toList();
  }

  /** RFC 9110, 5.6.2: of such characters are names and methods. */
  static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c -> c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_SIGNS.indexOf(c) >= 0));
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
