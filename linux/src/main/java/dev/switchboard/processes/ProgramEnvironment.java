package dev.switchboard.processes;

import dev.switchboard.endpoint.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a program learns of its connection: in the words of UCSPI (cr.yp.to/proto/ucspi.txt, the
 * tools tcpserver and unixserver) and in those of ncat.
 */
final class ProgramEnvironment {

  /** Of a server that started us: they would be about another connection. */
  static final Set<String> OF_OTHERS =
      Set.of(
          "PROTO",
          "TCPREMOTEIP",
          "TCPREMOTEPORT",
          "TCPREMOTEHOST",
          "TCPREMOTEINFO",
          "TCPLOCALIP",
          "TCPLOCALPORT",
          "TCPLOCALHOST",
          "UNIXLOCALPATH",
          "UNIXREMOTEPATH",
          "UNIXREMOTEPID",
          "UNIXREMOTEEUID",
          "UNIXREMOTEEGID",
          "NCAT_PROTO",
          "NCAT_REMOTE_ADDR",
          "NCAT_REMOTE_PORT",
          "NCAT_LOCAL_ADDR",
          "NCAT_LOCAL_PORT");

  private ProgramEnvironment() {}

  static Map<String, String> of(Endpoint local, Endpoint remote) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (local instanceof Endpoint.Inet here && remote instanceof Endpoint.Inet there) {
      variables.put("PROTO", "TCP");
      variables.put("TCPREMOTEIP", there.host());
      variables.put("TCPREMOTEPORT", String.valueOf(there.port()));
      variables.put("TCPLOCALIP", here.host());
      variables.put("TCPLOCALPORT", String.valueOf(here.port()));
      variables.put("NCAT_PROTO", "TCP");
      variables.put("NCAT_REMOTE_ADDR", there.host());
      variables.put("NCAT_REMOTE_PORT", String.valueOf(there.port()));
      variables.put("NCAT_LOCAL_ADDR", here.host());
      variables.put("NCAT_LOCAL_PORT", String.valueOf(here.port()));
    } else if (local instanceof Endpoint.Local here && remote instanceof Endpoint.Local there) {
      variables.put("PROTO", "UNIX");
      variables.put("UNIXLOCALPATH", here.path());
      variables.put("UNIXREMOTEPATH", there.path()); // empty for an unnamed client, as most are
      variables.put("NCAT_PROTO", "UNIX");
      variables.put("NCAT_LOCAL_ADDR", here.path());
      variables.put("NCAT_REMOTE_ADDR", there.path());
    }
    return variables;
  }
}
