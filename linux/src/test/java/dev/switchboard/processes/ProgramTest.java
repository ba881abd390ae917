package dev.switchboard.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.NotStartedException;
import dev.switchboard.model.Program;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Limits;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that have a connection: they do what programs do, and the server goes on. */
class ProgramTest {

  private final Told told = new Told();

  @TempDir Path folder;

  private Server server() {
    return Server.on(Endpoint.tcp("127.0.0.1", 0))
        .framing(Framing.none())
        .model(new Processes())
        .listener(told);
  }

  private Running serve(String... command) throws IOException {
    return server().serve(Program.find(List.of(command)));
  }

  private Running script(String script) throws IOException {
    return serve("sh", "-c", script);
  }

  @Test
  void bytesGoInAndOutUntilTheClientFinishes() throws Exception {
    try (Running server = serve("cat");
        Dialled client = Dialled.to(server)) {
      assertThat(client.says("one ").says("two").finishes().hearsAll()).isEqualTo("one two");
      assertThat(told.ending()).isEqualTo(new Ending.ProcessExited(0));
    }
  }

  @Test
  void argumentsComeAsTheyAre() throws Exception {
    try (Running server = serve("printf", "%s|", "a b", "", "$HOME", "*", "é");
        Dialled client = Dialled.to(server)) {
      assertThat(client.hearsAll()).isEqualTo("a b||$HOME|*|é|");
    }
  }

  @Test
  void theEnvironmentTellsBothEnds() throws Exception {
    try (Running server = serve("env");
        Dialled client = Dialled.to(server)) {
      int here = ((Endpoint.Tcp) server.endpoint()).port();
      assertThat(client.hearsAll().lines())
          .contains(
              "PROTO=TCP",
              "TCPREMOTEIP=127.0.0.1",
              "TCPREMOTEPORT=" + client.port(),
              "TCPLOCALIP=127.0.0.1",
              "TCPLOCALPORT=" + here,
              "NCAT_PROTO=TCP",
              "NCAT_REMOTE_ADDR=127.0.0.1",
              "NCAT_REMOTE_PORT=" + client.port(),
              "NCAT_LOCAL_ADDR=127.0.0.1",
              "NCAT_LOCAL_PORT=" + here,
              "PATH=" + System.getenv("PATH"));
    }
  }

  @Test
  void overAUnixSocketItTellsThePath() throws Exception {
    Path path = folder.resolve("s");
    try (Running server =
            Server.on(Endpoint.unix(path.toString()))
                .framing(Framing.none())
                .model(new Processes())
                .serve(Program.find(List.of("env")));
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      assertThat(server.endpoints()).hasSize(1);
      client.connect(UnixDomainSocketAddress.of(path));
      ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
      while (client.read(bytes) >= 0) {
        // to the end
      }
      assertThat(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).lines())
          .contains("PROTO=UNIX", "UNIXLOCALPATH=" + path, "UNIXREMOTEPATH=", "NCAT_PROTO=UNIX")
          .noneMatch(line -> line.startsWith("TCP"));
    }
  }

  @Test
  void nothingOfOursIsInherited() throws Exception {
    try (Running server =
            script(
                "ls /proc/self/fd; grep -E 'SigBlk|SigIgn' /proc/self/status; readlink /proc/self/fd/0");
        Dialled client = Dialled.to(server)) {
      List<String> lines = client.hearsAll().lines().toList();
      assertThat(lines.subList(0, 4)).containsExactly("0", "1", "2", "3"); // 3 is that of ls itself
      assertThat(lines.get(4)).matches("SigBlk:\\s+0+");
      assertThat(lines.get(5)).matches("SigIgn:\\s+0+");
      assertThat(lines.get(6)).startsWith("socket:");
      assertThat(lines).hasSize(7);
    }
  }

  @Test
  void howItExitsIsTold() throws Exception {
    try (Running server = script("exit 3");
        Dialled client = Dialled.to(server)) {
      assertThat(client.hearsAll()).isEmpty();
      assertThat(told.ending()).isEqualTo(new Ending.ProcessExited(3));
      Told.awaitGone(told.pid());
    }
  }

  @Test
  void oneThatCrashesEndsAlone() throws Exception {
    try (Running server = script("read line; kill -SEGV $$");
        Dialled other = Dialled.to(server);
        Dialled client = Dialled.to(server)) {
      client.says("now\n");
      assertThat(client.hearsAll()).isEmpty();
      assertThat(told.ending()).isEqualTo(new Ending.ProcessKilled(11));
      assertThat(server.status().open()).isEqualTo(1);
      other.says("\n").hearsAll();
      assertThat(told.endings(2)).containsOnly(new Ending.ProcessKilled(11));
    }
  }

  /** The server keeps no copy of the socket: who has closed it, has closed it. */
  @Test
  void theClientSeesTheEndWhenTheProgramCloses() throws Exception {
    try (Running server = script("echo bye; exec <&- >&-; sleep 1000");
        Dialled client = Dialled.to(server)) {
      assertThat(client.hearsAll()).isEqualTo("bye\n");
      assertThat(told.all(Event.Ended.class)).isEmpty();
      assertThat(ProcessHandle.of(told.pid())).isPresent();
    }
    assertThat(told.ending()).isEqualTo(new Ending.Drained());
  }

  @Test
  void eachDirectionCanBeClosedAlone() throws Exception {
    try (Running server = script("while read line; do n=$((n+1)); done; echo $n lines");
        Dialled client = Dialled.to(server)) {
      assertThat(client.says("a\nb\n").finishes().hearsAll()).isEqualTo("2 lines\n");
    }
  }

  @Test
  void whatItLeavesBehindInItsGroupIsEnded() throws Exception {
    try (Running server = script("sleep 1000 & echo $!");
        Dialled client = Dialled.to(server)) {
      long left = Long.parseLong(client.hearsAll().strip());
      assertThat(told.ending()).isEqualTo(new Ending.ProcessExited(0));
      Told.awaitEnd(left);
    }
  }

  @Test
  void stoppingEndsTheWholeGroup() throws Exception {
    long child;
    try (Running server = script("sleep 1000 & echo $!; wait");
        Dialled client = Dialled.to(server)) {
      child = Long.parseLong(client.hearsLine());
    }
    assertThat(told.ending()).isEqualTo(new Ending.Drained());
    Told.awaitEnd(child);
    Told.awaitGone(told.pid());
  }

  @Test
  void whatItDoesAtSigtermIsItsOwnAffair() throws Exception {
    Dialled client;
    try (Running server =
        script("trap 'echo last; exit 5' TERM; echo first; while :; do read x; done")) {
      client = Dialled.to(server);
      assertThat(client.hearsLine()).isEqualTo("first");
    }
    try (client) {
      assertThat(client.hearsAll()).isEqualTo("last\n");
      assertThat(told.ending()).isEqualTo(new Ending.ProcessExited(5));
    }
  }

  @Test
  void whoIgnoresSigtermIsKilled() throws Exception {
    try (Running server =
            server()
                .limits(Limits.defaults().with(it -> it.drain = Duration.ofMillis(100)))
                .serve(
                    Program.find(
                        List.of(
                            "sh", "-c", "trap '' TERM; echo here; while :; do sleep 1000; done")));
        Dialled client = Dialled.to(server)) {
      assertThat(client.hearsLine()).isEqualTo("here");
    }
    assertThat(told.ending()).isEqualTo(new Ending.Forced());
    Told.awaitGone(told.pid());
  }

  @Test
  void whoNeverReadsHoldsNobodyUp() throws Exception {
    try (Running server = script("echo $$; exec sleep 1000");
        Dialled silent = Dialled.to(server);
        Dialled other = Dialled.to(server)) {
      silent.says("x".repeat(100_000));
      assertThat(other.hearsLine()).isNotEmpty();
      silent.resets();
      assertThat(server.status().open()).isEqualTo(2); // a program that does not look, does not see
    }
  }

  @Test
  void aProgramThatCannotBeStartedIsAnEndingWithASentence() throws Exception {
    Path noHead = folder.resolve("nohead");
    Files.writeString(noHead, "echo hello\n");
    Files.setPosixFilePermissions(noHead, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (Running server = serve(noHead.toString());
        Dialled client = Dialled.to(server)) {
      assertThatThrownBy(client::hearsAll).isInstanceOf(IOException.class); // a reset
      assertThat(told.ending())
          .isEqualTo(
              new Ending.IoError(
                  "cannot start '%s': exec format error; a script begins with a line such as #!/bin/sh"
                      .formatted(noHead)));
    }
  }

  @Test
  void aProgramThatIsNotThereIsToldAtTheStart() throws Exception {
    Path plain = Files.writeString(folder.resolve("plain"), "");
    assertNotStarted(
        "Cannot start 'no-such-program': no program of that name is in PATH; check the name, or say"
            + " where it is, as in ./no-such-program.",
        "no-such-program");
    assertNotStarted(
        "Cannot start '/no/such': no such file or directory; check the path.", "/no/such");
    assertNotStarted(
        "Cannot start '%s': it is a directory; name a program.".formatted(folder),
        folder.toString());
    assertNotStarted(
        "Cannot start '%s': permission denied; make it executable, as with chmod +x %s."
            .formatted(plain, plain),
        plain.toString());
    assertNotStarted("Cannot start '': it has no name; name a program.", "");
  }

  private static void assertNotStarted(String sentence, String program) {
    assertThatThrownBy(() -> Program.find(List.of(program)))
        .isInstanceOf(NotStartedException.class)
        .hasMessage(sentence);
  }

  @Test
  void beyondTheLimitClientsWait() throws Exception {
    try (Running server =
            server()
                .limits(Limits.defaults().with(it -> it.connections = 1))
                .serve(Program.find(List.of("cat")));
        Dialled first = Dialled.to(server)) {
      assertThat(first.says("a\n").hearsLine()).isEqualTo("a");
      try (Dialled second = Dialled.to(server)) {
        second.says("b\n");
        told.await(1, Event.Full.class);
        assertThat(server.status().open()).isEqualTo(1);
        first.finishes();
        assertThat(second.hearsLine()).isEqualTo("b");
      }
    }
  }

  @Test
  void severalWorkersServe() throws Exception {
    try (Running server = server().workers(3).serve(Program.find(List.of("cat")))) {
      for (int i = 0; i < 12; i++) {
        try (Dialled client = Dialled.to(server)) {
          assertThat(client.says("x\n").finishes().hearsAll()).isEqualTo("x\n");
        }
      }
      assertThat(told.endings(12)).containsOnly(new Ending.ProcessExited(0));
    }
  }

  @Test
  void datagramsAreRefused() {
    assertThatThrownBy(() ->
            Server.on(Endpoint.udp("127.0.0.1", 0))
                .model(new Processes())
                .serve(Program.find(List.of("cat"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "on udp://127.0.0.1:0 there are no connections that a process could be given: choose"
                + " another model than processes, or tcp");
  }

  @Test
  void otherModelsRefuseAProgram() {
    for (ServerModel model : List.of(ServerModel.select(), ServerModel.threads())) {
      assertThatThrownBy(() -> server().model(model).serve(Program.find(List.of("cat"))))
          .hasMessage(
              "the program cat is served by the model processes alone, and not by " + model.name());
    }
  }
}
