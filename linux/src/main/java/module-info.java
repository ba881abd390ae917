import dev.switchboard.model.ServerModel;
import dev.switchboard.processes.Processes;
import dev.switchboard.ring.RingModel;
import dev.switchboard.session.Service;
import dev.switchboard.sockets.NativeTransport;
import dev.switchboard.wire.Transport;
import org.jspecify.annotations.NullMarked;

/**
 * What the JDK cannot ask the kernel, asked through foreign functions: no native code of our own.
 *
 * <p>It provides server models and transports, which {@code dev.switchboard.server} finds, and
 * lends its ring to those who measure. Begin with {@code kernel.Kernel}, the one way into the
 * kernel.
 */
@NullMarked
@SuppressWarnings("module") // those who are lent something are compiled later
module dev.switchboard.linux {
  requires dev.switchboard.server;
  requires static org.jspecify;

  exports dev.switchboard.ring to
      dev.switchboard.bench,
      dev.switchboard.load;
  exports dev.switchboard.sockets to
      dev.switchboard.bench,
      dev.switchboard.load;

  uses Service; // those that a process makes by their names

  provides ServerModel with
      Processes,
      RingModel;
  provides Transport with
      NativeTransport;
}
