package dev.switchboard.script;

import dev.switchboard.client.Client;
import dev.switchboard.client.Dial;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Server;
import dev.switchboard.tls.ClientTls;
import dev.switchboard.tls.TlsIdentity;
import dev.switchboard.tls.TlsTrust;
import dev.switchboard.tls.TlsVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Where a script is played for real: a server model on a transport. */
record Place(ServerModel model, Net net) {

  enum Net {
    TCP_V4,
    TCP_V6,
    TLS_1_3,
    TLS_1_2,
    UNIX,
    ABSTRACT,
    UDP_V4,
    UDP_V6,
    UNIXGRAM,
    SEQPACKET;

    /** Whether somebody has such sockets here: some are Linux's alone. */
    boolean isHere() {
      return switch (this) {
        case ABSTRACT, UNIXGRAM, SEQPACKET -> HAS_NATIVE;
        default -> true;
      };
    }
  }

  private static final TlsIdentity IDENTITY = TlsIdentity.selfSigned();
  private static final ClientTls TRUSTING =
      ClientTls.trusting(TlsTrust.fingerprint(IDENTITY.fingerprint()));

  /** Every model on every transport that this script can be played over. */
  static List<Place> of(Script script) {
    List<Net> nets =
        switch (script.heading().over()) {
          case UDP, UNIXGRAM -> List.of(Net.UDP_V4, Net.UDP_V6, Net.UNIXGRAM);
          case SEQPACKET -> List.of(Net.SEQPACKET);
          case TCP, UNIX ->
              hasReset(script)
                  ? List.of(Net.TCP_V4, Net.TCP_V6, Net.TLS_1_3, Net.TLS_1_2)
                  : List.of(
                      Net.TCP_V4, Net.TCP_V6, Net.TLS_1_3, Net.TLS_1_2, Net.UNIX, Net.ABSTRACT);
        };
    return ServerModel.available().stream()
        .filter(ServerModel::inThisProcess)
        .flatMap(model -> nets.stream().filter(Net::isHere).map(net -> new Place(model, net)))
        .filter(place -> !place.isRefused() && place.isNear())
        .toList();
  }

  /**
   * TLS is a layer above whatever model: the older version is played under one of them, and with
   * {@code --long} under all.
   */
  private boolean isNear() {
    return net != Net.TLS_1_2
        || model.name().equals("select")
        || Boolean.getBoolean("switchboard.long");
  }

  /** The ring serves streams, and says so. */
  private boolean isRefused() {
    return model.name().equals("ring") && net == Net.SEQPACKET;
  }

  private static boolean hasReset(Script script) {
    return script.steps().stream().anyMatch(step -> step.act() instanceof Act.Reset);
  }

  /** Containers often have no ::1. */
  static final boolean HAS_IPV6 = hasIpv6();

  private static final boolean HAS_NATIVE = hasNative();

  private static boolean hasNative() {
    try {
      return dev.switchboard.wire.Transport.of(Endpoint.seqpacket("@any")).hasDescriptors();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean hasIpv6() {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null;
    } catch (IOException e) {
      return false;
    }
  }

  boolean needsIpv6() {
    return Stream.of(Net.TCP_V6, Net.UDP_V6).anyMatch(net::equals);
  }

  Endpoint endpoint(Path folder) {
    return switch (net) {
      case TCP_V4 -> Endpoint.tcp("127.0.0.1", 0);
      case TCP_V6 -> Endpoint.tcp("::1", 0);
      case TLS_1_3, TLS_1_2 -> Endpoint.tls("127.0.0.1", 0);
      case UNIX -> Endpoint.unix(folder.resolve("s").toString());
      case ABSTRACT -> Endpoint.unix(freshName());
      case UNIXGRAM -> Endpoint.unixgram(folder.resolve("s").toString());
      case SEQPACKET -> Endpoint.seqpacket(freshName());
      case UDP_V4 -> Endpoint.udp("127.0.0.1", 0);
      case UDP_V6 -> Endpoint.udp("::1", 0);
    };
  }

  /** The server, with a certificate where it needs one. */
  Server serving(Endpoint endpoint) {
    Server server = Server.on(endpoint).model(model);
    return isTls() ? server.tls(IDENTITY) : server;
  }

  /** How the server is dialled. */
  Dial dialling(Endpoint server) {
    Dial dial = Client.to(server);
    TlsVersion version = net == Net.TLS_1_2 ? TlsVersion.TLS_1_2 : TlsVersion.TLS_1_3;
    return isTls() ? dial.tls(TRUSTING.versions(version, version)) : dial;
  }

  private boolean isTls() {
    return net == Net.TLS_1_3 || net == Net.TLS_1_2;
  }

  /** An abstract name, which nobody else has. */
  private static String freshName() {
    return "@switchboard-" + UUID.randomUUID();
  }

  /** How many workers it takes so that all of a script's clients are served at the same time. */
  int workersFor(Script script) {
    boolean oneByOne = model.name().equals("iterative") && script.heading().over().connects();
    return oneByOne ? script.clients().size() : 1;
  }

  @Override
  public String toString() {
    return model.name() + " " + net;
  }
}
