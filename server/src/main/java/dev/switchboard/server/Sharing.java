package dev.switchboard.server;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.model.Plan;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.PacketSocket;
import dev.switchboard.wire.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Opens the sockets of a server, for each worker its share. */
record Sharing(Endpoint endpoint, int acceptQueue, Transport transport) {

  /** All workers have the same sockets. */
  List<Plan.Share> same(int workers) throws IOException {
    return Collections.nCopies(workers, open(endpoint, false));
  }

  /**
   * Each worker has sockets of its own on one port (SO_REUSEPORT, socket(7)). A port that has been
   * opened so is also given to another program of the same user that asks in the same way, and
   * neither would hear of the other: so it is taken alone first, which fails where anybody has it.
   */
  List<Plan.Share> own(int workers) throws IOException {
    if (workers == 1 || !(endpoint instanceof Endpoint.Inet inet)) {
      return same(workers); // paths know no such sharing: who comes is taken by whoever is first
    }
    Plan.Share alone = open(endpoint, false);
    alone.close();
    int port = ((Endpoint.Inet) alone.endpoints().getFirst()).port();
    List<Plan.Share> shares = new ArrayList<>();
    try {
      while (shares.size() < workers) {
        shares.add(open(inet.at(inet.host(), port), true));
      }
      return shares;
    } catch (IOException e) {
      shares.forEach(Plan.Share::close);
      throw e;
    }
  }

  private Plan.Share open(Endpoint where, boolean shared) throws IOException {
    List<Listening> listening =
        where.connects() ? transport.listen(where, acceptQueue, shared) : List.of();
    List<PacketSocket> packets = where.connects() ? List.of() : transport.bind(where, shared);
    return new Plan.Share(listening, packets);
  }
}
