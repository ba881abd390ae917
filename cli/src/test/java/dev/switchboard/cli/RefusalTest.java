package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the system refuses is told in one sentence with what to do, and exit code 1. */
class RefusalTest {

  @TempDir Path folder;

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = taken()) {
      int port = taken.getLocalPort();
      assertRefused(Said.to("serve", "hello", "127.0.0.1:" + port), inUse("tcp", port));
      assertRefused(Said.to("serve", "hello", Integer.toString(port)), inUse("tcp", port));
    }
  }

  @Test
  void aUdpPortInUseIsNamed() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertRefused(Said.to("serve", "upper", "udp://127.0.0.1:" + port), inUse("udp", port));
    }
  }

  /** It is the command's exit code too, and no more than the sentence is said. */
  @Test
  void theProcessExitsOne() throws Exception {
    try (ServerSocket taken = taken()) {
      String endpoint = "127.0.0.1:" + taken.getLocalPort();
      Child.Finished finished = Switchboard.run("serve", "hello", endpoint);
      assertThat(finished.code()).isEqualTo(1);
      assertThat(finished.out()).isEmpty();
      assertThat(finished.err()).isEqualTo(Said.to("serve", "hello", endpoint).err());
    }
  }

  @Test
  void anyPortTakesAnotherAndSaysIt() throws Exception {
    try (ServerSocket taken = taken();
        Switchboard server =
            Switchboard.serve("hello", "127.0.0.1:" + taken.getLocalPort(), "--any-port")) {
      int port = server.port("hello");
      assertThat(port).isBetween(1025, 65_535).isNotEqualTo(taken.getLocalPort());
      assertThat(server.err().text())
          .startsWith("Port " + taken.getLocalPort() + " is taken; trying ")
          .contains("trying " + port + " instead.");
      assertThat(Caller.say("127.0.0.1", port, "Ada")).isEqualTo("Hello Ada");
    }
  }

  /** All are bound before any accepts: nobody is served by half of what was asked for. */
  @Test
  void whereTheSecondPortIsTakenTheFirstIsNotServed() throws Exception {
    try (ServerSocket taken = taken()) {
      int first = freePort();
      int second = taken.getLocalPort();
      assertRefused(
          Said.to("serve", "hello", "127.0.0.1:" + first, "upper", "127.0.0.1:" + second),
          inUse("tcp", second));
      assertThatThrownBy(() -> Caller.to(first)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void anAddressThatIsNotOursIsRefused() {
    assertRefused(
        Said.to("serve", "hello", "192.0.2.1:8820"),
        "Cannot listen on tcp://192.0.2.1:8820: cannot assign requested address; that address is"
            + " not one of this machine's: name one of its own, or * for all.");
  }

  @Test
  void aNameThatNobodyKnowsIsRefused() {
    assertRefused(
        Said.to("serve", "hello", "no-such-host.invalid:8820"),
        "Cannot listen on tcp://no-such-host.invalid:8820: no address is known for"
            + " 'no-such-host.invalid'; name one of this machine, or * for all.");
  }

  @Test
  void aFileThatIsNoSocketIsLeftAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    assertRefused(
        Said.to("serve", "hello", "unix:" + file),
        "Cannot listen on unix:"
            + file
            + ": a file that is no socket is there; choose another path.");
    assertThat(file).hasContent("precious");
  }

  @Test
  void aDirectoryThatIsNotThereIsTold() {
    Path path = folder.resolve("nowhere/socket");
    assertThat(Said.to("serve", "hello", "unix:" + path).err())
        .startsWith("switchboard: Cannot listen on unix:" + path + ": ")
        .contains("the directory is not there: make it, or choose another path.");
  }

  /** Only the administrator gets ports below 1024: so somebody else asks for one. */
  @Test
  void aPrivilegedPortIsRefusedToOthers() throws Exception {
    Needs.that(firstUnprivilegedPort() > 900, "no port is privileged here");
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(
          List.of(Needs.program("setpriv"), "--bounding-set=-net_bind_service", "--inh-caps=-all"));
    }
    command.addAll(Switchboard.command("serve", "hello", "127.0.0.1:900"));
    Child.Finished finished = Child.run(command);
    assertThat(finished.err())
        .isEqualTo(
            "switchboard: Cannot listen on tcp://127.0.0.1:900: permission denied; ports below 1024"
                + " are for the administrator: choose one from 1024 on.\n");
    assertThat(finished.code()).isEqualTo(1);
    assertThat(finished.out()).isEmpty();
  }

  /** Read by lines, that is at one go: such a file has nothing more for a second read. */
  private static int firstUnprivilegedPort() throws Exception {
    Path file = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    return Files.isReadable(file) ? Integer.parseInt(Files.readAllLines(file).getFirst()) : 0;
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = taken()) {
      return socket.getLocalPort();
    }
  }

  private static ServerSocket taken() throws Exception {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    return socket;
  }

  private static String inUse(String transport, int port) {
    return "Cannot listen on "
        + (transport + "://127.0.0.1:" + port)
        + ": address already in use; another program has port "
        + port
        + ": stop it, or choose another port (0 takes a free one).";
  }

  private static void assertRefused(Said said, String sentence) {
    assertThat(said).isEqualTo(new Said(1, "", "switchboard: " + sentence + "\n"));
  }
}
