package dev.switchboard.session;

import java.util.List;

/**
 * A service that can be made anew in another process, by the name of a class and some words. Under
 * the model {@code processes} each connection has a service of its own so: what such services
 * remember they do not share.
 *
 * <p>A service needs this only where its class alone does not say all: a public class with a public
 * constructor without arguments, and without fields, has a name already.
 *
 * @param service the service, for models that keep it in this process
 * @param maker the name of a public class with a public constructor without arguments, which is a
 *     {@link Maker}; its package is exported
 * @param arguments what the maker is given
 */
public record Named(Service service, String maker, List<String> arguments) implements Service {

  /** Makes a service of words. */
  @FunctionalInterface
  public interface Maker {

    /** The same words give the same service, in whatever process. */
    Service make(List<String> arguments);
  }

  public Named {
    arguments = List.copyOf(arguments);
  }

  /** What this maker makes of these words, here and in other processes. */
  public static Named by(Maker maker, String... arguments) {
    List<String> words = List.of(arguments);
    return new Named(maker.make(words), maker.getClass().getName(), words);
  }

  @Override
  public Conversation begin(Peer peer) {
    return service.begin(peer);
  }
}
