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
      dev.switchboard.bench;

  provides dev.switchboard.model.ServerModel with
      dev.switchboard.ring.RingModel;
  provides dev.switchboard.wire.Transport with
      dev.switchboard.sockets.NativeTransport;
}
