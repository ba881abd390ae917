package dev.switchboard.processes;

import dev.switchboard.session.Named;
import dev.switchboard.session.Service;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How another process makes the same service.
 *
 * @param type the name of a class, which is a service or a {@link Named.Maker}
 * @param module that it is in; empty on the class path
 * @param arguments for the maker
 */
record Recipe(String type, String module, List<String> arguments) {

  /**
   * The recipe for a service.
   *
   * @throws IllegalArgumentException with a sentence, when there is none
   */
  static Recipe of(Service service) {
    if (service instanceof Named named) {
      return checked(recipe(named.maker(), named.arguments()), named.maker());
    }
    Class<?> type = service.getClass();
    if (type.isHidden() || type.isSynthetic() || type.getCanonicalName() == null) {
      throw refused("a service that is a lambda or has no name cannot be made in another process");
    }
    Recipe recipe = checked(recipe(type.getName(), List.of()), type.getName());
    Optional<Field> field = fields(type).findFirst();
    if (field.isPresent() && !service.equals(recipe.make())) {
      throw refused(
          "%s has a field, '%s', which clients would not share when each has a process of its own"
              .formatted(type.getName(), field.get().getName()));
    }
    return recipe;
  }

  private static Recipe checked(Recipe recipe, String type) {
    try {
      recipe.make();
      return recipe;
    } catch (IllegalArgumentException e) {
      throw refused("%s cannot be made in another process: %s".formatted(type, e.getMessage()));
    }
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        why
            + "; under processes a service is a public class with a public constructor without"
            + " arguments, and without state, or one that Named tells how to make");
  }

  private static Recipe recipe(String type, List<String> arguments) {
    String module = Optional.ofNullable(find(type).getModule().getName()).orElse("");
    return new Recipe(type, module, arguments);
  }

  /** All processes find the same classes: those of the class path and the module path. */
  private static Class<?> find(String type) {
    try {
      return Class.forName(type, true, ClassLoader.getSystemClassLoader());
    } catch (ClassNotFoundException e) {
      throw refused(
          "%s is neither on the class path nor on the module path, where another process could find it"
              .formatted(type));
    }
  }

  /** What belongs to an object of this class, also what it inherits. */
  private static Stream<Field> fields(Class<?> type) {
    return Stream.<Class<?>>iterate(type, each -> each != null, Class::getSuperclass)
        .flatMap(each -> Arrays.stream(each.getDeclaredFields()))
        .filter(field -> !Modifier.isStatic(field.getModifiers()));
  }

  /**
   * Makes the service.
   *
   * @throws IllegalArgumentException with the reason, when it cannot be made
   */
  Service make() {
    Object made = instance();
    return switch (made) {
      case Service service -> service;
      case Named.Maker maker -> maker.make(arguments);
      default -> throw new IllegalArgumentException("it is neither a Service nor a Named.Maker");
    };
  }

  private Object instance() {
    Service provided = provided();
    if (provided != null) {
      return provided;
    }
    try {
      return find(type).getConstructor().newInstance();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException("it has no public constructor without arguments", e);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("it is not public, or its package is not exported", e);
    } catch (InstantiationException e) {
      throw new IllegalArgumentException("it is abstract", e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("its constructor threw " + e.getCause(), e);
    }
  }

  /** What a module provides may be in a package that it keeps to itself. */
  private @Nullable Service provided() {
    return ServiceLoader.load(Service.class).stream()
        .filter(provider -> provider.type().getName().equals(type))
        .findFirst()
        .map(ServiceLoader.Provider::get)
        .orElse(null);
  }
}
