package dev.switchboard.server;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.model.ServerModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One way to serve streams: a server model on a transport. The suites run over all of them. */
record Way(ServerModel model, Transport transport) {

  private static final boolean HAS_IPV6 = hasIpv6();

  /** Names of models, with commas; the module that provides one runs these suites over it alone. */
  private static final String ONLY = System.getProperty("switchboard.models", "");

  enum Transport {
    TCP_V4,
    TCP_V6,
    UNIX
  }

  /** Every model on every transport; a new model is in as soon as ServerModel.all() names it. */
  static List<Way> all() {
    return chosen()
        .flatMap(model -> Stream.of(Transport.values()).map(transport -> new Way(model, transport)))
        .toList();
  }

  private static Stream<ServerModel> chosen() {
    List<String> only = List.of(ONLY.split(","));
    return ServerModel.all().stream()
        .filter(model -> ONLY.isEmpty() || only.contains(model.name()));
  }

  /** Every model, on one transport: for what has nothing to do with addresses. */
  static List<Way> models() {
    return chosen().map(model -> new Way(model, Transport.TCP_V4)).toList();
  }

  boolean isTcp() {
    return transport != Transport.UNIX;
  }

  /** Where to listen; a Unix socket in a new directory. */
  Endpoint freshEndpoint() {
    return switch (transport) {
      case TCP_V4 -> Endpoint.tcp("127.0.0.1", 0);
      case TCP_V6 -> {
        needsIpv6();
        yield Endpoint.tcp("::1", 0);
      }
      case UNIX -> Endpoint.unix(freshDirectory().resolve("s").toString());
    };
  }

  /** Containers often have no ::1. */
  static void needsIpv6() {
    Needs.that(HAS_IPV6, "address ::1");
  }

  private static boolean hasIpv6() {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  static Path freshDirectory() {
    try {
      Path directory = Files.createTempDirectory("sb");
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many workers it takes so that this many clients are served at the same time. */
  int workersFor(int clients) {
    return model.name().equals("iterative") ? clients : 1;
  }

  @Override
  public String toString() {
    return model.name() + " " + transport;
  }
}
