import org.jspecify.annotations.NullMarked;

/**
 * Conversations that are written down: the {@code .talk} notation.
 *
 * <pre>
 *   over tcp
 *   framing line
 *   > "hel"
 *   > "lo\n"
 *   < "HELLO\n"
 * </pre>
 *
 * <p>To begin, read a script and play it in memory, against a server, or as one:
 *
 * <pre>
 *   var script = Script.read(Path.of("upper.talk"));
 *   script.inMemory(new Upper());                              // no socket, a clock moved by hand
 *   script.speakTo(Endpoint.tcp("127.0.0.1", 12000));          // as the client
 *   Server.on(endpoint).framing(script.rawFraming())
 *       .serve(script.answering(report -> {}));                // as the server
 * </pre>
 *
 * <p>Each of them gives a {@link dev.switchboard.script.Report}, which tells the story of what was
 * said and what differed. The notation is explained in {@code docs/talk.md}.
 */
@NullMarked
module dev.switchboard.script {
  requires transitive dev.switchboard.server;
  requires static org.jspecify;

  exports dev.switchboard.script;
}
