package dev.switchboard.endpoint;

/**
 * One end of a connection, or a place to listen: a transport with an address and a port, or a path.
 *
 * <pre>
 *   tcp://HOST:PORT   HOST:PORT   [v6]:PORT   :PORT   PORT      TCP
 *   udp://HOST:PORT                                             UDP
 *   tls://HOST:PORT                                             TLS over TCP
 *   unix:PATH                                                   a stream in the file system
 *   unixgram:PATH                                               packets in the file system
 *   seqpacket:PATH                                              a connection that carries packets
 * </pre>
 *
 * <p>A path that begins with {@code @} is an abstract name, one without a file (unix(7)).
 *
 * <p>No host means this machine only; {@code *} means all its addresses. {@code toString()} gives a
 * form that {@link #parse} reads back.
 */
public sealed interface Endpoint {

  /** Of a host: this machine only, under each of its own addresses. */
  String THIS_MACHINE = "";

  /** Of a host: every address. */
  String EVERYWHERE = "*";

  /** An endpoint with a host and a port. */
  sealed interface Inet extends Endpoint {

    /** A name, an address without brackets, {@link #THIS_MACHINE} or {@link #EVERYWHERE}. */
    String host();

    /** 0 to 65535; 0 lets the system choose. */
    int port();

    /** The same transport elsewhere. */
    Inet at(String host, int port);
  }

  record Tcp(String host, int port) implements Inet {

    public Tcp {
      checkPort(port);
    }

    @Override
    public Tcp at(String host, int port) {
      return new Tcp(host, port);
    }

    @Override
    public String toString() {
      return "tcp://" + hostAndPort(host, port);
    }
  }

  record Udp(String host, int port) implements Inet {

    public Udp {
      checkPort(port);
    }

    @Override
    public Udp at(String host, int port) {
      return new Udp(host, port);
    }

    @Override
    public String toString() {
      return "udp://" + hostAndPort(host, port);
    }
  }

  record Tls(String host, int port) implements Inet {

    public Tls {
      checkPort(port);
    }

    @Override
    public Tls at(String host, int port) {
      return new Tls(host, port);
    }

    @Override
    public String toString() {
      return "tls://" + hostAndPort(host, port);
    }
  }

  /** An endpoint with a path. */
  sealed interface Local extends Endpoint {

    /**
     * In the file system, at most 107 bytes (unix(7)); an abstract name where it begins with
     * {@code @}; empty for an unnamed client.
     */
    String path();

    /** The same kind of socket elsewhere. */
    Local at(String path);

    /** Whether its name is abstract: without a file, and gone with the last socket that has it. */
    default boolean isAbstract() {
      return path().startsWith("@");
    }
  }

  /** A Unix stream socket. */
  record Unix(String path) implements Local {

    public Unix {
      checkPath(path);
    }

    @Override
    public Unix at(String path) {
      return new Unix(path);
    }

    @Override
    public String toString() {
      return "unix:" + path;
    }
  }

  /** A Unix datagram socket: packets without connections, in order, none lost. */
  record Unixgram(String path) implements Local {

    public Unixgram {
      checkPath(path);
    }

    @Override
    public Unixgram at(String path) {
      return new Unixgram(path);
    }

    @Override
    public String toString() {
      return "unixgram:" + path;
    }
  }

  /** A Unix sequenced-packet socket: connections that carry packets. */
  record Seqpacket(String path) implements Local {

    public Seqpacket {
      checkPath(path);
    }

    @Override
    public Seqpacket at(String path) {
      return new Seqpacket(path);
    }

    @Override
    public String toString() {
      return "seqpacket:" + path;
    }
  }

  static Tcp tcp(String host, int port) {
    return new Tcp(host, port);
  }

  static Udp udp(String host, int port) {
    return new Udp(host, port);
  }

  static Tls tls(String host, int port) {
    return new Tls(host, port);
  }

  static Unix unix(String path) {
    return new Unix(path);
  }

  static Unixgram unixgram(String path) {
    return new Unixgram(path);
  }

  static Seqpacket seqpacket(String path) {
    return new Seqpacket(path);
  }

  /** Whether one message is one packet here. */
  default boolean packets() {
    return !connects() || this instanceof Seqpacket;
  }

  /** Whether there are connections here; else packets come from whoever sends them. */
  default boolean connects() {
    return !(this instanceof Udp || this instanceof Unixgram);
  }

  /**
   * Reads an endpoint as it is typed.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong with it
   */
  static Endpoint parse(String text) {
    return EndpointText.parse(text);
  }

  private static void checkPath(String path) {
    if (path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a path cannot contain a NUL: " + path.replace('\0', '?'));
    }
  }

  private static void checkPort(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }

  private static String hostAndPort(String host, int port) {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
