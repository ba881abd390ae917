package dev.switchboard.ring;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import dev.switchboard.kernel.Pages;
import dev.switchboard.wire.Listening;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Finds the descriptor of a listening socket of the JDK. Goes when sockets are our own. */
final class Descriptors {

  private Descriptors() {}

  static int of(Listening listening) {
    String[] all = new File("/proc/self/fd").list();
    try (Pages memory = Pages.zeroed(256);
        Sockets sockets = new Sockets()) {
      for (String name : all == null ? new String[0] : all) {
        int fd = Integer.parseInt(name);
        long at = memory.address();
        Memory.putInt(at + 8, 4);
        Memory.putInt(at, 0);
        if (Kernel.call(Call.GETSOCKOPT, fd, 1, 30, at, at + 8, 0) != 0 || Memory.getInt(at) != 1) {
          continue; // SO_ACCEPTCONN
        }
        Endpoint here = sockets.local(fd);
        if (here.equals(listening.endpoint())) {
          return fd;
        }
        if (listening.endpoint() instanceof Endpoint.Unix unix && here instanceof Endpoint.Unix) {
          Memory.putInt(at + 8, 128);
          Kernel.call(Call.GETSOCKNAME, fd, at + 16, at + 8);
          byte[] path = new byte[Memory.getInt(at + 8) - 3];
          for (int i = 0; i < path.length; i++) {
            path[i] = Memory.getByte(at + 18 + i);
          }
          if (new String(path, StandardCharsets.UTF_8).equals(unix.path())) {
            return fd;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("no descriptor listens on " + listening.endpoint());
  }
}
