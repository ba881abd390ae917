package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LimitsTest {

  @Test
  void theDefaultsAreThoseOfTheDesign() {
    assertThat(Limits.defaults())
        .isEqualTo(
            new Limits(
                64 << 10,
                1 << 20,
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                64,
                64 << 10,
                Duration.ofSeconds(2),
                10_000,
                10_000,
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                128));
  }

  @Test
  void oneIsChangedByItsName() {
    Limits limits = Limits.defaults().with(it -> it.message = 1024);
    assertThat(limits.message()).isEqualTo(1024);
    assertThat(limits.with(it -> it.message = Limits.defaults().message()))
        .isEqualTo(Limits.defaults());
  }

  private static void assertRefused(String sentence, Consumer<Limits.Draft> change) {
    assertThatThrownBy(() -> Limits.defaults().with(change))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void aNumberThatMakesNoSenseIsRefusedByName() {
    assertRefused("the limit message is 1 or more, not 0", it -> it.message = 0);
    assertRefused("the limit pendingOutput is 1 or more, not -1", it -> it.pendingOutput = -1);
    assertRefused("the limit turn is 1 or more, not 0", it -> it.turn = 0);
    assertRefused("the limit connections is 1 or more, not 0", it -> it.connections = 0);
    assertRefused("the limit datagramSessions is 1 or more, not 0", it -> it.datagramSessions = 0);
    assertRefused("the limit acceptQueue cannot be -1", it -> it.acceptQueue = -1);
    assertRefused("the limit lingerBytes cannot be -1", it -> it.lingerBytes = -1);
    assertThat(Limits.defaults().with(it -> it.lingerBytes = 0).lingerBytes()).isZero();
  }

  @Test
  void aTimeThatMakesNoSenseIsRefusedByName() {
    record Named(String name, Consumer<Limits.Draft> zero) {}
    for (Named it :
        List.of(
            new Named("messageTime", draft -> draft.messageTime = Duration.ZERO),
            new Named("idle", draft -> draft.idle = Duration.ZERO),
            new Named("write", draft -> draft.write = Duration.ZERO),
            new Named("tooSlow", draft -> draft.tooSlow = Duration.ZERO),
            new Named("lingerTime", draft -> draft.lingerTime = Duration.ZERO),
            new Named("datagramIdle", draft -> draft.datagramIdle = Duration.ZERO),
            new Named("drain", draft -> draft.drain = Duration.ZERO),
            new Named("handshake", draft -> draft.handshake = Duration.ZERO))) {
      assertRefused(
          "the limit " + it.name() + " is a positive time of at most 292 years, not PT0S",
          it.zero());
    }
    assertThatThrownBy(() -> Limits.defaults().with(it -> it.idle = Limits.FOREVER.plusNanos(1)))
        .hasMessageStartingWith("the limit idle is a positive time of at most 292 years, not ");
  }

  @Test
  void aLimitCanBeLifted() {
    Limits lifted =
        Limits.defaults()
            .with(it -> {
              it.message = Limits.UNBOUNDED;
              it.pendingOutput = Limits.UNBOUNDED;
              it.turn = Limits.UNBOUNDED;
              it.idle = Limits.FOREVER;
              it.messageTime = Limits.FOREVER;
              it.write = Limits.FOREVER;
            });
    Recorder told = new Recorder();
    Rig rig = Rig.open(told, dev.switchboard.framing.Framing.line(), lifted);
    rig.now = Duration.ofDays(300).toNanos();
    rig.tick().bytes("x\n".repeat(1000) + "half").tick();
    assertThat(told.calls).hasSize(1001);
    assertThat(rig.session.nextTick()).isEqualTo(Long.MAX_VALUE);
    assertThat(rig.session.ending()).isNull();
    assertThat(SessionLimits.of(lifted).message()).isEqualTo(1 << 30);
  }
}
