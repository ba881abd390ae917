package dev.switchboard.services;

import dev.switchboard.framing.Framing;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A service as it stands in the catalogue.
 *
 * @param name on the command line
 * @param does what it does, in a sentence
 * @param schemes the transports that it is served on, {@code tcp} or {@code udp}
 * @param port the usual one
 * @param framing over streams
 * @param packetFraming over packets: {@code datagram}, or another of which a packet holds exactly
 *     one frame
 * @param maxMessage the longest message in bytes
 * @param ends when a connection ends
 * @param origin where it comes from
 * @param byHand commands that speak to it on its usual port
 * @param choices what can be chosen about it
 * @param made makes the service as it was chosen to be
 */
public record Entry(
    String name,
    String does,
    List<String> schemes,
    int port,
    Framing framing,
    Framing packetFraming,
    int maxMessage,
    String ends,
    String origin,
    List<String> byHand,
    Set<Choice> choices,
    Function<Choices, Service> made) {

  /** How messages are told apart over packets, or else over a stream. */
  public Framing framing(boolean packets) {
    return packets ? packetFraming : framing;
  }

  /** The service as it usually is. */
  public Service service() {
    return service(Choices.usual());
  }

  /**
   * The service as it was chosen to be, wary of forged packets. One of the catalogue can be made
   * anew in another process.
   */
  public Service service(Choices chosen) {
    boolean known = Catalogue.named(name).filter(this::equals).isPresent();
    return known ? FromCatalogue.service(this, chosen) : made(chosen);
  }

  Service made(Choices chosen) {
    return new Wary(made.apply(chosen), choices.contains(Choice.REFLECT) && !chosen.reflect());
  }

  /**
   * Its specification: the text of each of its {@code .talk} files by the file's name, that over
   * TCP first.
   */
  public Map<String, String> talks() {
    return TalkFiles.of(this);
  }

  /** An entry with these fields filled in. */
  static Entry of(String name, Consumer<Draft> filling) {
    Draft draft = new Draft();
    filling.accept(draft);
    return new Entry(
        name,
        draft.does,
        draft.schemes,
        draft.port,
        draft.framing,
        draft.packetFraming,
        draft.maxMessage,
        draft.ends,
        draft.origin,
        draft.byHand,
        draft.choices,
        draft.made);
  }

  /** An entry that is being written, each field by its name. */
  static final class Draft {

    String does = "";
    List<String> schemes = List.of("tcp");
    int port;
    Framing framing = Framing.none();
    Framing packetFraming = Framing.datagram();
    int maxMessage = Limits.defaults().message();
    String ends = "after the reply";
    String origin = "";
    List<String> byHand = List.of();
    Set<Choice> choices = Set.of();
    Function<Choices, Service> made = chosen -> new Discard();

    private Draft() {}

    void tcpAndUdp(int number) {
      schemes = List.of("tcp", "udp");
      port = number;
    }

    void is(Service service) {
      made = chosen -> service;
    }
  }
}
