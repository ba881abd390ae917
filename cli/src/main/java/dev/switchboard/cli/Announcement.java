package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.model.ServerModel;
import dev.switchboard.services.Entry;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/** What is served where, how, and who can reach it, in one line. */
final class Announcement {

  private Announcement() {}

  static String of(Entry entry, List<Endpoint> endpoints, ServerModel model, int workers) {
    String where = endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(" "));
    String times = workers > 1 ? " × " + workers + " on one port" : "";
    return "%s listens on %s (%s%s); %s can reach it."
        .formatted(entry.name(), where, model.name(), times, who(endpoints));
  }

  /** Who can reach these. */
  static String who(List<Endpoint> endpoints) {
    if (endpoints.getFirst() instanceof Endpoint.Local local) {
      return local.isAbstract() ? "everybody on this machine" : "whoever may write to that file";
    }
    return endpoints.stream().allMatch(Announcement::isLoopback)
        ? "only this machine"
        : "every machine that has a way to that address";
  }

  private static boolean isLoopback(Endpoint endpoint) {
    return endpoint instanceof Endpoint.Inet inet
        && !inet.host().equals(Endpoint.EVERYWHERE)
        && InetAddress.ofLiteral(inet.host()).isLoopbackAddress();
  }
}
