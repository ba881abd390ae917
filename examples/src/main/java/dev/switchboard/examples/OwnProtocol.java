package dev.switchboard.examples;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Server;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A binary protocol of one's own, with a memory for each client.
 *
 * <pre>
 *   | type: 1 byte | length of the body: 2 bytes | body |
 *
 *   1  add       body: a number in 4 bytes
 *   2  ask       no body; the answer is
 *   3  sum       body: the sum in 8 bytes
 * </pre>
 */
public class OwnProtocol {

  private static final int HEADER = 3;
  private static final byte ADD = 1;
  private static final byte ASK = 2;
  private static final byte SUM = 3;

  void main() throws Exception {
    try (var running =
        Server.on(Endpoint.tcp("127.0.0.1", Integer.getInteger("port", 8831)))
            .framing(Framing.lengthField(1, 2, ByteOrder.BIG_ENDIAN, 0))
            .model(ServerModel.select())
            .serve(peer -> new Adding())) {
      IO.println("serving on " + running.endpoint());
      running.awaitStop();
    }
  }

  private static final class Adding implements Conversation {

    private long sum;

    @Override
    public void received(Frame message, Outbox outbox) {
      ByteBuffer bytes = ByteBuffer.wrap(message.toBytes());
      switch (bytes.get(0)) {
        case ADD -> sum += bytes.getInt(HEADER);
        case ASK -> outbox.send(answer());
        default -> outbox.reset(); // whoever speaks another protocol is told at once
      }
    }

    /** The length in the header is filled in by the framing. */
    private Frame answer() {
      ByteBuffer answer = ByteBuffer.allocate(HEADER + Long.BYTES);
      return Frame.of(answer.put(0, SUM).putLong(HEADER, sum).array());
    }
  }
}
