package dev.switchboard.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.HashSet;
import java.util.Set;

/**
 * What the C library says for EPIPE and ECONNRESET in the language of this process.
 *
 * <p>The JDK passes strerror(3) on, which is translated where the locale has a catalogue; so it is
 * asked, once, by writing where that must fail. Only an unknown text leads here.
 */
record ForeignTexts(Set<String> reset) {

  /** More than any answer needs: a reset that has not come yet takes a byte or two. */
  private static final int MOST_WRITES = 1000;

  private static final class Once {
    static final ForeignTexts OF_THIS_PROCESS = learn();
  }

  ForeignTexts {
    reset = Set.copyOf(reset);
  }

  static ForeignTexts ofThisProcess() {
    return Once.OF_THIS_PROCESS;
  }

  boolean meansReset(String text) {
    return reset.contains(text);
  }

  static ForeignTexts learn() {
    Set<String> texts = new HashSet<>();
    try {
      askForBrokenPipe(texts);
      askForReset(texts);
    } catch (IOException e) {
      return new ForeignTexts(texts); // no pipe or no loopback: nothing is learned there
    }
    return new ForeignTexts(texts);
  }

  private static void askForBrokenPipe(Set<String> texts) throws IOException {
    Pipe pipe = Pipe.open();
    pipe.source().close();
    try (Pipe.SinkChannel sink = pipe.sink()) {
      writeUntilItFails(sink, texts);
    }
  }

  private static void askForReset(Set<String> texts) throws IOException {
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      SocketChannel peer = SocketChannel.open(listening.getLocalAddress());
      try (SocketChannel accepted = listening.accept()) {
        peer.setOption(StandardSocketOptions.SO_LINGER, 0);
        peer.close();
        writeUntilItFails(accepted, texts);
      }
    }
  }

  private static void writeUntilItFails(WritableByteChannel channel, Set<String> texts) {
    try {
      for (int i = 0; i < MOST_WRITES; i++) {
        channel.write(ByteBuffer.allocate(1));
      }
    } catch (IOException e) {
      texts.add(SystemAnswer.said(e));
    }
  }
}
