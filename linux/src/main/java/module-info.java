import org.jspecify.annotations.NullMarked;

/**
 * What the JDK cannot ask the kernel, asked through foreign functions: no native code of our own.
 *
 * <p>Nothing is exported: it provides server models and transports, which {@code
 * dev.switchboard.server} finds. Begin with {@code kernel.Kernel}, the one way into the kernel.
 */
@NullMarked
module dev.switchboard.linux {
  requires dev.switchboard.server;
  requires static org.jspecify;

  provides dev.switchboard.model.ServerModel with
      dev.switchboard.ring.RingModel;
  provides dev.switchboard.wire.Transport with
      dev.switchboard.sockets.NativeTransport;
}
