package dev.switchboard.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sentences for what cannot be provoked everywhere: who runs the tests may be the administrator.
 */
class RefusalsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          80     | Permission denied   | Cannot listen on tcp://:80: permission denied; ports below 1024 are for the administrator: choose one from 1024 on.
          unix:x | Permission denied   | Cannot listen on unix:x: permission denied; choose a path in a directory that you may write to.
          80     | Too many open files | Cannot listen on tcp://:80: too many open files; raise the limit of open files (ulimit -n).
          80     | Quota exceeded      | Cannot listen on tcp://:80: quota exceeded; name another endpoint.
          """)
  void whyNobodyCanListenThere(String endpoint, String answer, String sentence) {
    assertThat(Refusals.listening(Endpoint.parse(endpoint), new SocketException(answer)))
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          80     | Connection refused        | nobody listens there: start the server first, or check the port.
          80     | No route to host          | check the address, and that the network leads there.
          80     | Connection timed out      | check the address, and that the network leads there.
          80     | Connection reset by peer  | the server took the connection and wants no more of them now: try later.
          unix:x | No such file or directory | there is no such socket: start the server first.
          unix:x | Permission denied         | you may not use that socket.
          80     | Quota exceeded            | check the endpoint.
          """)
  void whyNobodyAnswers(String endpoint, String answer, String advice) {
    assertThat(Dialling.refused(Endpoint.parse(endpoint), new IOException(answer)))
        .hasMessageStartingWith("Cannot connect to " + Endpoint.parse(endpoint) + ": ")
        .hasMessageEndingWith("; " + advice);
  }

  @Test
  void theTypeOfTheExceptionCountsWhereTheTextSaysNothing() {
    Endpoint endpoint = Endpoint.parse("80");
    assertThat(Refusals.listening(endpoint, new BindException("?")))
        .hasMessageContaining("another program has port 80");
    assertThat(Dialling.refused(endpoint, new SocketTimeoutException("nothing for 10 ms")))
        .hasMessageContaining("check the address, and that the network leads there");
  }

  @Test
  void aSentenceThatIsThereAlreadyStays() {
    EndpointException told = new EndpointException("As I said.", new IOException());
    assertThat(Dialling.refused(Endpoint.parse("80"), told)).isSameAs(told);
  }
}
