package dev.switchboard.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.session.Ending;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemAnswerTest {

  @ParameterizedTest
  @CsvSource({
    "Connection reset, RESET", // read, in the JDK's own words
    "Connection reset by peer, RESET", // write
    "Broken pipe, RESET",
    "Software caused connection abort, RESET",
    "Too many open files, TOO_MANY_OPEN_FILES",
    "Too many open files in system, TOO_MANY_OPEN_FILES",
    "Address already in use, ADDRESS_IN_USE",
    "Address already in use (Bind failed), ADDRESS_IN_USE",
    "Permission denied, NOT_PERMITTED",
    "Operation not permitted, NOT_PERMITTED",
    "Cannot assign requested address, NOT_OUR_ADDRESS",
    "Connection refused, REFUSED",
    "Connection timed out, TIMED_OUT",
    "Network is unreachable, UNREACHABLE",
    "No route to host, UNREACHABLE",
    "Message too long, TOO_LONG",
    "No such file or directory, NO_SUCH_FILE",
    "Unix domain path too long, PATH_TOO_LONG",
    "Quota exceeded, OTHER"
  })
  void everyTextIsKnown(String text, SystemAnswer expected) {
    assertThat(SystemAnswer.of(new IOException(text))).isEqualTo(expected);
    assertThat(SystemAnswer.of(new SocketException(text))).isEqualTo(expected);
  }

  @Test
  void whereTheTextIsForeignTheTypeTells() {
    assertThat(SystemAnswer.of(new ConnectException("Verbindungsaufbau abgelehnt")))
        .isEqualTo(SystemAnswer.REFUSED);
    assertThat(SystemAnswer.of(new PortUnreachableException())).isEqualTo(SystemAnswer.REFUSED);
    assertThat(SystemAnswer.of(new BindException("Die Adresse wird bereits verwendet")))
        .isEqualTo(SystemAnswer.ADDRESS_IN_USE);
    assertThat(SystemAnswer.of(new NoRouteToHostException("Keine Route")))
        .isEqualTo(SystemAnswer.UNREACHABLE);
    assertThat(SystemAnswer.of(new SocketTimeoutException("zu spät")))
        .isEqualTo(SystemAnswer.TIMED_OUT);
  }

  @Test
  void whatWeClosedOurselvesIsNoAnswerOfTheSystem() {
    assertThat(SystemAnswer.of(new ClosedChannelException())).isEqualTo(SystemAnswer.CLOSED);
    assertThat(SystemAnswer.of(new AsynchronousCloseException())).isEqualTo(SystemAnswer.CLOSED);
  }

  @Test
  void aResetIsAResetInEveryLanguageOnceItsTextIsLearned() {
    ForeignTexts german =
        new ForeignTexts(
            Set.of(
                "datenübergabe unterbrochen (broken pipe)", "die Verbindung wurde zurückgesetzt"));
    assertThat(
            List.of(
                "Datenübergabe unterbrochen (broken pipe)",
                "Die Verbindung wurde zurückgesetzt",
                "Auf dem Gerät ist kein Speicherplatz mehr verfügbar"))
        .map(text -> SystemAnswer.ofForeign(new IOException(text), german))
        .containsExactly(SystemAnswer.RESET, SystemAnswer.RESET, SystemAnswer.OTHER);
  }

  @Test
  void theTextsAreLearnedFromTheSystemItself() {
    // Whatever language this process speaks: its words for EPIPE and ECONNRESET are known.
    ForeignTexts learned = ForeignTexts.learn();
    assertThat(learned.reset()).hasSizeBetween(1, 2);
    assertThat(learned.reset())
        .allSatisfy(text ->
            assertThat(SystemAnswer.of(new IOException(text))).isEqualTo(SystemAnswer.RESET));
  }

  @Test
  void anEndingSaysWhatTheSystemSaid() {
    assertThat(SystemAnswer.ending(new SocketException("Connection reset")))
        .isEqualTo(new Ending.Reset());
    assertThat(SystemAnswer.ending(new IOException("Connection timed out")))
        .hasToString("I/O error: connection timed out");
  }

  @Test
  void anExceptionWithoutWordsIsCalledByItsName() {
    assertThat(SystemAnswer.said(new IOException())).isEqualTo("IOException");
    assertThat(SystemAnswer.said(new IOException(""))).isEqualTo("IOException");
    assertThat(SystemAnswer.said(new ClosedChannelException())).isEqualTo("ClosedChannelException");
  }
}
