package dev.switchboard.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.event.Event;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Handshake;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Wish;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS around a session, without a socket: a clock that is moved by hand, bytes cut in all ways. */
class TlsSessionTest {

  private static Conversation upper() {
    return (frame, outbox) -> outbox.send(frame.text().toUpperCase(Locale.ROOT));
  }

  private static Conversation echo() {
    return (frame, outbox) -> outbox.send(frame);
  }

  private static Ending ending(TlsPair pair) {
    return Objects.requireNonNull(pair.ending());
  }

  // ---- records, however they are cut ----

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5", "6", "7", "21", "22", "100", "1000", "1000000"})
  void recordsAreTheSameHoweverTheyAreCut(int size) {
    for (TlsVersion version : TlsVersion.values()) {
      TlsPair pair = TlsPair.of(version, TlsSessionTest::upper).cut(most -> size).connects();
      pair.says("he").says("llo\nwor").says("ld\n");
      assertThat(pair.hears()).isEqualTo("HELLO\nWORLD\n");
      pair.closes();
      assertThat(pair.clientHasSeenTheEnd()).isTrue();
      assertThat(ending(pair)).isEqualTo(new Ending.PeerFinished());
      assertThat(pair.wish()).isEqualTo(Wish.CLOSE);
      assertThat(pair.pendingCiphertext()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void recordsAreTheSameCutAtRandomWithMuchInThem(TlsVersion version) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Limits limits = Limits.defaults().with(it -> it.message = 1 << 20);
      TlsPair pair =
          TlsPair.of(version, Framing.parse("u32"), limits, TlsSessionTest::echo)
              .cut(most -> 1 + random.nextInt(Math.min(most, 1 + random.nextInt(40_000))))
              .connects();
      byte[] message = new byte[random.nextInt(200_000)];
      random.nextBytes(message);
      byte[] wire = new byte[message.length + 4];
      java.nio.ByteBuffer.wrap(wire).putInt(message.length).put(message);
      pair.says(wire);
      assertThat(pair.hearsBytes()).as("seed " + seed).isEqualTo(wire);
      pair.closes();
      assertThat(pair.ending()).as("seed " + seed).isEqualTo(new Ending.PeerFinished());
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalRecordsInOneReadAreAllTaken(TlsVersion version) throws TlsException {
    TlsPair pair = TlsPair.of(version, TlsSessionTest::upper).connects();
    pair.prepares("a\n").prepares("b\n").prepares("c\n").closes();
    assertThat(pair.hears()).isEqualTo("A\nB\nC\n");
    assertThat(ending(pair)).isEqualTo(new Ending.PeerFinished());
  }

  @Test
  void theRepliesOfOneTurnShareARecord() throws TlsException {
    TlsPair pair = TlsPair.of(TlsVersion.TLS_1_3, TlsSessionTest::upper).connects();
    pair.kernelTakes(0).prepares("a\nb\nc\nd\n").says("e\n");
    // One record of 10 bytes: header 5, type 1, tag 16.
    assertThat(pair.pendingCiphertext()).isBetween(32L, 64L);
    pair.kernelTakes(1000).go();
    assertThat(pair.hears()).isEqualTo("A\nB\nC\nD\nE\n");
  }

  // ---- endings ----

  @ParameterizedTest
  @EnumSource
  void afterThePeersCloseNotifyWeMayGoOnSending(TlsVersion version) {
    AtomicReference<Outbox> later = new AtomicReference<>();
    Supplier<Conversation> slow =
        () ->
            new Conversation() {
              @Override
              public void received(Frame frame, Outbox outbox) {
                later.set(outbox);
              }

              @Override
              public void finished(Outbox outbox) {}
            };
    TlsPair pair = TlsPair.of(version, slow).connects().says("question\n").closes();
    assertThat(pair.ending()).isNull();
    assertThat(pair.clientHasSeenTheEnd()).isFalse();
    Objects.requireNonNull(later.get()).post(Frame.of("an answer"));
    pair.go();
    assertThat(pair.hears()).isEqualTo("an answer\n");
    pair.leaves().waits(Duration.ofSeconds(1));
    assertThat(pair.ending()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLeftWhenThePeerClosesIsAMessageOfAText(TlsVersion version) {
    TlsPair pair =
        TlsPair.of(version, Framing.text(), Limits.defaults(), TlsSessionTest::upper).connects();
    pair.says("last words").closes();
    assertThat(pair.hears()).isEqualTo("LAST WORDS");
    assertThat(ending(pair)).isEqualTo(new Ending.PeerFinished());
  }

  @ParameterizedTest
  @EnumSource
  void theEndWithoutCloseNotifyIsTruncation(TlsVersion version) {
    AtomicReference<Ending> told = new AtomicReference<>();
    Supplier<Conversation> talk =
        () ->
            new Conversation() {
              @Override
              public void received(Frame frame, Outbox outbox) {
                outbox.send(frame);
              }

              @Override
              public void ended(Ending ending) {
                told.set(ending);
              }
            };
    TlsPair pair = TlsPair.of(version, Framing.text(), Limits.defaults(), talk).connects();
    pair.says("not all of i").leaves();
    assertThat(ending(pair)).isEqualTo(new Ending.TlsTruncated());
    assertThat(told.get()).isEqualTo(new Ending.TlsTruncated());
    assertThat(pair.hears()).as("half a text is no text").isEmpty();
    assertThat(pair.wish()).isEqualTo(Wish.CLOSE);
    assertThat(pair.events()).noneMatch(Event.PeerFinished.class::isInstance);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasAskedBeforeATruncationIsAnswered(TlsVersion version) {
    TlsPair pair = TlsPair.of(version, TlsSessionTest::upper).connects();
    pair.kernelTakes(0).says("hello\n").leaves();
    assertThat(ending(pair)).isEqualTo(new Ending.TlsTruncated());
    assertThat(pair.wish()).isEqualTo(Wish.NONE);
    pair.kernelTakes(1000).go();
    assertThat(pair.hears()).isEqualTo("HELLO\n");
    assertThat(pair.clientHasSeenTheEnd()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void halfARecordIsTruncationAlso(TlsVersion version) throws TlsException {
    TlsPair pair = TlsPair.of(version, TlsSessionTest::upper).connects();
    pair.prepares("hello\n").losesAByte().leaves();
    assertThat(ending(pair)).isEqualTo(new Ending.TlsTruncated());
    assertThat(pair.hears()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void weCloseWithCloseNotifyAndThenFin(TlsVersion version) {
    Supplier<Conversation> once =
        () ->
            (frame, outbox) -> {
              outbox.send("BYE");
              outbox.close();
            };
    TlsPair pair = TlsPair.of(version, once).connects();
    pair.kernelTakes(0).says("hello\n");
    assertThat(pair.hasSentFin()).isFalse();
    pair.kernelTakes(20).go();
    assertThat(pair.hasSentFin()).as("close_notify is not on the wire").isFalse();
    pair.kernelTakes(1000).go();
    assertThat(pair.hasSentFin()).isTrue();
    assertThat(pair.hears()).isEqualTo("BYE\n");
    assertThat(pair.clientHasSeenTheEnd()).isTrue();
    // Under TLS 1.2 a client answers close_notify with its own.
    boolean lingers = version == TlsVersion.TLS_1_3;
    assertThat(pair.wish()).isEqualTo(lingers ? Wish.NONE : Wish.CLOSE);
    pair.leaves();
    assertThat(pair.wish()).isEqualTo(Wish.CLOSE);
    assertThat(ending(pair)).as("all had been said").isEqualTo(new Ending.ClosedByUs());
  }

  @Test
  void aResetHasNoCloseNotify() {
    TlsPair pair =
        TlsPair.of(TlsVersion.TLS_1_3, () -> (frame, outbox) -> outbox.reset()).connects();
    pair.says("hello\n");
    assertThat(pair.wish()).isEqualTo(Wish.RESET);
    assertThat(pair.clientHasSeenTheEnd()).isFalse();
    assertThat(ending(pair)).isEqualTo(new Ending.ResetByUs());
  }

  @Test
  void aResetOfThePeerIsAReset() {
    TlsPair pair = TlsPair.of(TlsVersion.TLS_1_3, TlsSessionTest::upper).connects().isReset();
    assertThat(ending(pair)).isEqualTo(new Ending.Reset());
    pair = TlsPair.of(TlsVersion.TLS_1_3, TlsSessionTest::upper).isConnected().isReset();
    assertThat(ending(pair)).isEqualTo(new Ending.Reset());
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedRecordEndsItAndThePeerIsTold(TlsVersion version) {
    TlsPair pair = TlsPair.of(version, TlsSessionTest::upper).connects();
    pair.sendsRaw(new byte[] {23, 3, 3, 0, 40}).sendsRaw(new byte[40]);
    assertThat(ending(pair)).hasToString("TLS failed: a record was damaged on its way");
    assertThat(pair.clientFailure())
        .hasMessage(
            "TLS failed: the peer said: a record was damaged on its way (alert bad_record_mac)");
  }

  // ---- what is no TLS ----

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET / HTTP/1.1       | the peer speaks plain HTTP, and began with \"GET / HTTP/1.1\"",
        "POST /x HTTP/1.1     | the peer speaks plain HTTP, and began with \"POST /x HTTP/1.1\"",
        "hello                | the peer began with \"hello\"",
        "EHLO mail.example.org and more | the peer began with \"EHLO mail.example.org an\""
      })
  void whateverElseComesIsToldAndCostsNoConversation(String text, String what) {
    AtomicInteger begun = new AtomicInteger();
    TlsPair pair =
        TlsPair.of(
                TlsVersion.TLS_1_3,
                () -> {
                  begun.incrementAndGet();
                  return (frame, outbox) -> {};
                })
            .isConnected()
            .sendsRaw(text.getBytes(UTF_8));
    assertThat(ending(pair)).isEqualTo(new Ending.NotTls(what));
    assertThat(begun).hasValue(0);
    assertThat(pair.hasSentFin()).isTrue();
    assertThat(pair.pendingCiphertext()).isZero();
    pair.sendsRaw(new byte[100_000]);
    assertThat(pair.wish()).as("it has thrown away enough").isEqualTo(Wish.CLOSE);
  }

  @Test
  void garbageByteByByteAndRecordsThatAreTooLongAreNoTls() {
    TlsPair pair =
        TlsPair.of(TlsVersion.TLS_1_3, TlsSessionTest::upper).cut(most -> 1).isConnected();
    pair.sendsRaw("G".getBytes(UTF_8));
    assertThat(ending(pair)).isEqualTo(new Ending.NotTls("the peer began with \"G\""));
    pair = TlsPair.of(TlsVersion.TLS_1_3, TlsSessionTest::upper).isConnected();
    pair.sendsRaw(new byte[] {22, 3, 1, (byte) 0xff, (byte) 0xff});
    assertThat(ending(pair))
        .hasToString("TLS failed: a record of 65535 bytes came, more than TLS has");
  }

  @Test
  void randomBytesEndItAlwaysAndNeverBreakIt() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[1 + random.nextInt(400)];
      random.nextBytes(bytes);
      if (seed % 2 == 0 && bytes.length > 5) {
        bytes[0] = 22;
        bytes[1] = 3;
        bytes[2] = 1;
        bytes[3] = 0;
        bytes[4] = (byte) (bytes.length - 5 & 0x7f);
      }
      TlsPair pair = TlsPair.of(TlsVersion.TLS_1_3, TlsSessionTest::upper).isConnected();
      pair.sendsRaw(bytes).waits(Duration.ofMinutes(1));
      assertThat(pair.ending()).as("seed " + seed).isNotNull();
      assertThat(pair.wish()).as("seed " + seed).isEqualTo(Wish.CLOSE);
      assertThat(pair.inner()).as("seed " + seed).isNull();
    }
  }

  // ---- time ----

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 40})
  void aHandshakeThatIsNotDoneInTimeEndsIt(int bytes) {
    TlsPair pair = TlsPair.of(TlsVersion.TLS_1_3, TlsSessionTest::upper).isConnected();
    byte[] begin = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      begin[i] = new byte[] {22, 3, 1, 1, 0}[Math.min(i, 4)];
    }
    pair.sendsRaw(begin).waits(Duration.ofMillis(9_999));
    assertThat(pair.ending()).isNull();
    pair.waits(Duration.ofMillis(1));
    assertThat(ending(pair)).isEqualTo(new Ending.TlsLate(Duration.ofSeconds(10)));
    pair.waits(Duration.ofSeconds(2));
    assertThat(pair.wish()).isEqualTo(Wish.CLOSE);
  }

  @Test
  void aRecordThatIsNotCompletedIsLate() throws TlsException {
    TlsPair pair = TlsPair.of(TlsVersion.TLS_1_3, TlsSessionTest::upper).connects();
    pair.sendsRaw(new byte[] {23, 3, 3, 0, 40, 1, 2, 3}).waits(Duration.ofSeconds(29));
    assertThat(pair.ending()).isNull();
    pair.waits(Duration.ofSeconds(1));
    assertThat(ending(pair)).isEqualTo(new Ending.Late(Duration.ofSeconds(30)));
  }

  @Test
  void idleIsTheSessionsMatter() {
    TlsPair pair =
        TlsPair.of(TlsVersion.TLS_1_3, TlsSessionTest::upper)
            .connects()
            .waits(Duration.ofMinutes(11));
    assertThat(ending(pair)).isEqualTo(new Ending.Idle(Duration.ofMinutes(10)));
    assertThat(pair.clientHasSeenTheEnd()).isTrue();
  }

  @Test
  void drainingEndsAHandshakeAtOnceAndAConversationInOrder() {
    TlsPair pair =
        TlsPair.of(TlsVersion.TLS_1_3, TlsSessionTest::upper).isConnected().serverDrains();
    assertThat(ending(pair)).isEqualTo(new Ending.Drained());
    assertThat(pair.wish()).isEqualTo(Wish.CLOSE);
    pair = TlsPair.of(TlsVersion.TLS_1_3, TlsSessionTest::upper).connects().serverDrains();
    assertThat(ending(pair)).isEqualTo(new Ending.Drained());
    assertThat(pair.clientHasSeenTheEnd()).isTrue();
  }

  // ---- work that takes long ----

  @ParameterizedTest
  @EnumSource
  void whileTheEngineWorksNothingIsReadAndNothingIsLost(TlsVersion version) {
    TlsPair pair = TlsPair.of(version, TlsSessionTest::upper).holdsTasks().connects();
    assertThat(pair.server().reading()).isFalse();
    assertThat(pair.events()).isEmpty();
    Runnable task = Objects.requireNonNull(pair.server().takeTask());
    assertThat(pair.server().takeTask()).as("it is given once").isNull();
    pair.waits(Duration.ofSeconds(1));
    assertThat(pair.server().reading()).isFalse();
    task.run();
    pair.server().resumed(1_000_000_000);
    pair.runsTasks().says("hello\n");
    assertThat(pair.hears()).isEqualTo("HELLO\n");
  }

  @Test
  void aTaskOfTheServicesIsPassedOn() {
    AtomicInteger done = new AtomicInteger();
    Supplier<Conversation> working =
        () ->
            new Conversation() {
              @Override
              public void received(Frame frame, Outbox outbox) {
                outbox.task(done::incrementAndGet);
              }

              @Override
              public void resumed(Outbox outbox) {
                outbox.send("done");
              }
            };
    TlsPair pair = TlsPair.of(TlsVersion.TLS_1_3, working).connects().says("go\n");
    assertThat(done).hasValue(1);
    assertThat(pair.hears()).isEqualTo("done\n");
  }

  // ---- output ----

  @ParameterizedTest
  @EnumSource
  void theSessionIsToldOfItsOwnBytesAndOfEachOnce(TlsVersion version) {
    String text = "x".repeat(50_000);
    TlsPair pair = TlsPair.of(version, TlsSessionTest::echo).connects();
    pair.kernelTakes(0).says(text + "\n");
    long pending = Objects.requireNonNull(pair.inner()).pending();
    assertThat(pending).isEqualTo(50_001);
    while (pair.pendingCiphertext() > 0) {
      pair.kernelTakes(997).go();
      long now = Objects.requireNonNull(pair.inner()).pending();
      assertThat(pending - now).isBetween(0L, 997L);
      assertThat(now).isLessThanOrEqualTo(pair.pendingCiphertext());
      pending = now;
    }
    assertThat(pending).isZero();
    assertThat(pair.hears()).isEqualTo(text + "\n");
  }

  @ParameterizedTest
  @EnumSource
  void whateverWaitsLittleOfItIsCiphertext(TlsVersion version) {
    Supplier<Conversation> flood =
        () ->
            (frame, outbox) -> {
              while (outbox.ready()) {
                outbox.send("y".repeat(1000));
              }
            };
    TlsPair pair = TlsPair.of(version, flood).connects();
    pair.kernelTakes(0).says("go\n");
    long pending = Objects.requireNonNull(pair.inner()).pending();
    assertThat(pending).isGreaterThanOrEqualTo(1 << 20);
    assertThat(pair.pendingCiphertext()).isLessThan(90_000);
    for (int i = 0; i < 100; i++) {
      pair.kernelTakes(12_345).go();
    }
    assertThat(pair.mostOnTheWay()).isLessThan(90_000);
    assertThat(Objects.requireNonNull(pair.inner()).pending()).isZero();
    assertThat(pair.hears()).hasSize((int) pending);
  }

  @Test
  void whoTakesNothingIsLateInWriting() {
    TlsPair pair = TlsPair.of(TlsVersion.TLS_1_3, TlsSessionTest::echo).connects();
    pair.kernelTakes(0).says("hello\n").waits(Duration.ofSeconds(30));
    assertThat(ending(pair)).isEqualTo(new Ending.WriteTimeout(Duration.ofSeconds(30), 6));
    assertThat(pair.wish()).isEqualTo(Wish.RESET);
  }

  @Test
  void whoTakesABitOfARecordNowAndThenIsNot() {
    TlsPair pair = TlsPair.of(TlsVersion.TLS_1_3, TlsSessionTest::echo).connects();
    pair.kernelTakes(0).says("x".repeat(10_000) + "\n");
    for (int i = 0; i < 10; i++) {
      pair.kernelTakes(500).waits(Duration.ofSeconds(25));
    }
    assertThat(pair.ending()).isNull();
  }

  // ---- what was agreed on ----

  @ParameterizedTest
  @EnumSource
  void whatWasAgreedOnIsAnEvent(TlsVersion version) {
    TlsPair pair =
        new TlsPair(
                ServerTls.of(TlsPair.IDENTITY).applications("b", "a"),
                TlsPair.TRUSTING.versions(version, version).applications("a", "b"),
                Framing.line(),
                Limits.defaults(),
                TlsSessionTest::upper)
            .connects()
            .says("x\n");
    Handshake agreed = ((Event.Secured) pair.events().getFirst()).handshake();
    assertThat(agreed.version()).isEqualTo(version == TlsVersion.TLS_1_3 ? "TLSv1.3" : "TLSv1.2");
    assertThat(agreed.application()).as("the server's best").isEqualTo("b");
    assertThat(agreed.serverName()).isEqualTo("localhost");
    assertThat(agreed.peer()).isNull();
    assertThat(pair.events().get(1)).isInstanceOf(Event.Received.class);
    assertThat(((Event.Received) pair.events().get(1)).bytes().text()).isEqualTo("x\n");
    assertThat(((Event.Sent) pair.events().get(2)).bytes().text()).isEqualTo("X\n");
  }

  @Test
  void noVersionAndNoApplicationInCommonIsSaidOnBothSides() {
    TlsPair pair =
        new TlsPair(
                ServerTls.of(TlsPair.IDENTITY).versions(TlsVersion.TLS_1_3, TlsVersion.TLS_1_3),
                TlsPair.TRUSTING.versions(TlsVersion.TLS_1_2, TlsVersion.TLS_1_2),
                Framing.line(),
                Limits.defaults(),
                TlsSessionTest::upper)
            .connects();
    assertThat(ending(pair))
        .hasToString("TLS failed: the client offers no version of TLS that is allowed here");
    assertThat(pair.clientFailure())
        .hasMessage(
            "TLS failed: the peer said: that version of TLS is not spoken here (alert"
                + " protocol_version)");
    pair =
        new TlsPair(
                ServerTls.of(TlsPair.IDENTITY).applications("a"),
                TlsPair.TRUSTING.applications("b"),
                Framing.line(),
                Limits.defaults(),
                TlsSessionTest::upper)
            .connects();
    assertThat(ending(pair))
        .hasToString("TLS failed: none of the client's ALPN protocols is served here");
    assertThat(pair.clientFailure())
        .hasMessage(
            "TLS failed: the peer said: none of your ALPN protocols is spoken here (alert"
                + " no_application_protocol)");
  }

  @ParameterizedTest
  @EnumSource
  void aClientThatDoesNotBelieveUsSaysSo(TlsVersion version) {
    TlsPair pair =
        new TlsPair(
                ServerTls.of(TlsPair.IDENTITY),
                ClientTls.usual().versions(version, version),
                Framing.line(),
                Limits.defaults(),
                TlsSessionTest::upper)
            .connects();
    assertThat(ending(pair))
        .hasToString(
            "TLS failed: the peer said: your certificate is not accepted (alert certificate_unknown)");
    assertThat(pair.inner()).isNull();
    assertThat(pair.clientFailure()).hasMessageContaining("is signed by itself alone");
  }

  @ParameterizedTest
  @EnumSource
  void aClientWithoutTheCertificateThatIsRequiredIsToldSo(TlsVersion version) {
    ServerTls requiring =
        ServerTls.of(TlsPair.IDENTITY)
            .requiring(TlsTrust.fingerprint(TlsPair.IDENTITY.fingerprint()));
    ClientTls trusting = TlsPair.TRUSTING.versions(version, version);
    TlsPair pair =
        new TlsPair(requiring, trusting, Framing.line(), Limits.defaults(), TlsSessionTest::upper)
            .connects();
    assertThat(ending(pair))
        .hasToString("TLS failed: the client showed no certificate, and one is required");
    assertThat(pair.clientFailure()).hasMessageContaining("the peer said");
    pair =
        new TlsPair(
                requiring,
                trusting.identity(TlsPair.IDENTITY),
                Framing.line(),
                Limits.defaults(),
                TlsSessionTest::upper)
            .connects()
            .says("x\n");
    assertThat(pair.hears()).isEqualTo("X\n");
    Handshake.Certificate shown =
        Objects.requireNonNull(((Event.Secured) pair.events().getFirst()).handshake().peer());
    assertThat(shown.fingerprint()).isEqualTo(TlsPair.IDENTITY.fingerprint());
    assertThat(shown.subject()).isEqualTo("CN=localhost");
  }
}
