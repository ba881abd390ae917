package dev.switchboard.cli;

import java.io.IOException;
import java.io.OutputStream;

/** Where a conversation is shown. Any thread may call. */
interface Screen extends AutoCloseable {

  /**
   * Shows what the peer said.
   *
   * @throws IOException when whoever reads it has gone, or there is no room for it
   */
  void show(byte... reply) throws IOException;

  /** Says a line that is not the peer's. */
  void say(String line);

  /** Leaves things as they were. */
  @Override
  void close();

  /** Standard output for the peer's bytes, as they are; standard error for the rest. */
  record Plain(OutputStream out, Console console) implements Screen {

    @Override
    public void show(byte... reply) throws IOException {
      out.write(reply);
      out.flush();
    }

    @Override
    public void say(String line) {
      console.say(line);
    }

    @Override
    public void close() {}
  }
}
