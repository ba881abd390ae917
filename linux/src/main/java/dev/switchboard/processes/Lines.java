package dev.switchboard.processes;

import static java.util.stream.Collectors.joining;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.UnsendableException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records as lines of text, between a server and its processes: the name of the record and its
 * components, with tabs between them. An event is read back as it was; of an exception, which may
 * hold anything, what it says.
 */
final class Lines {

  private static final String BETWEEN = "\t";

  private Lines() {}

  /** The record as a line, without its end. */
  static String of(Record value) {
    List<String> fields = new ArrayList<>(List.of(value.getClass().getSimpleName()));
    try {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        fields.add(escaped(text(component.getAccessor().invoke(value))));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no line can be made of " + value, e);
    }
    return String.join(BETWEEN, fields);
  }

  /**
   * The record that a line was made of.
   *
   * @param type of the record, or a sealed interface of which it is one
   */
  static <T> T read(String line, Class<T> type) {
    String[] fields = line.split(BETWEEN, -1);
    Class<?> found = find(fields[0], type);
    if (found == null) {
      throw new IllegalArgumentException("no " + type.getSimpleName() + " is called " + fields[0]);
    }
    RecordComponent[] components = found.getRecordComponents();
    if (components.length != fields.length - 1) {
      throw new IllegalArgumentException(
          fields[0] + " has " + components.length + " components, and not " + (fields.length - 1));
    }
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(unescaped(fields[i + 1]), types[i]);
    }
    try {
      Constructor<?> constructor = found.getDeclaredConstructor(types);
      return type.cast(constructor.newInstance(values));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no " + fields[0] + " can be made of " + line, e);
    }
  }

  private static @Nullable Class<?> find(String name, Class<?> type) {
    if (type.isRecord()) {
      return type.getSimpleName().equals(name) ? type : null;
    }
    Class<?>[] below = type.getPermittedSubclasses();
    for (Class<?> each : below == null ? new Class<?>[0] : below) {
      Class<?> found = find(name, each);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> ""; // a record that is left out; no record that is there is empty
      case Frame frame -> Base64.getEncoder().encodeToString(frame.toBytes());
      case UnsendableException unsendable -> "!" + unsendable.getMessage();
      case Throwable thrown -> "?" + thrown;
      case List<?> words -> // each with an end, so that no word and one empty word differ
          words.stream().map(word -> escaped(String.valueOf(word)) + BETWEEN).collect(joining());
      case Endpoint endpoint -> endpoint.toString();
      case Record record -> of(record);
      default -> value.toString();
    };
  }

  private static @Nullable Object value(String text, Class<?> type) {
    if (type == String.class) {
      return text;
    } else if (type == int.class) {
      return Integer.parseInt(text);
    } else if (type == long.class) {
      return Long.parseLong(text);
    } else if (type == boolean.class) {
      return Boolean.parseBoolean(text);
    } else if (type == Instant.class) {
      return Instant.parse(text);
    } else if (type == Duration.class) {
      return Duration.parse(text);
    } else if (type == Frame.class) {
      return Frame.of(Base64.getDecoder().decode(text));
    } else if (type == Throwable.class) {
      String said = text.substring(1);
      return text.startsWith("!") ? new UnsendableException(said) : new Retold(said);
    } else if (type == List.class) {
      String[] words = text.split(BETWEEN, -1);
      return Arrays.stream(words, 0, words.length - 1).map(Lines::unescaped).toList();
    } else if (type == Endpoint.class) {
      return endpoint(text);
    }
    return text.isEmpty() ? null : read(text, type);
  }

  /** An unnamed client has an endpoint too, which nobody could type. */
  private static Endpoint endpoint(String text) {
    return switch (text) {
      case "unix:" -> Endpoint.unix("");
      case "unixgram:" -> Endpoint.unixgram("");
      case "seqpacket:" -> Endpoint.seqpacket("");
      default -> Endpoint.parse(text);
    };
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean escape = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && !escape) {
        escape = true;
        continue;
      }
      out.append(escape ? meant(c) : c);
      escape = false;
    }
    return out.toString();
  }

  private static char meant(char letter) {
    return switch (letter) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> letter;
    };
  }

  /** An exception of another process: what it said. */
  static final class Retold extends RuntimeException {

    private static final long serialVersionUID = 1;

    Retold(String said) {
      super(said, null, false, false);
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the name of the class is in what it said
    public String toString() {
      return String.valueOf(getMessage());
    }
  }
}
