package dev.switchboard.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.kernel.Errno;
import dev.switchboard.model.Availability;
import org.junit.jupiter.api.Test;

/** Yes on this machine; no, with the setting that bars it, on machines that are not at hand. */
class RingAvailabilityTest {

  private static RingAvailability linux(String release, long setup, String disabled) {
    return new RingAvailability("Linux", "amd64", release, setup, 0, disabled);
  }

  private static RingAvailability refusing(Errno answer, String disabled) {
    return linux("6.12.1", answer.result(), disabled);
  }

  private static String no(RingAvailability found) {
    assertThat(found.answer()).isInstanceOf(Availability.No.class);
    return ((Availability.No) found.answer()).reason();
  }

  @Test
  void whatIsFoundHereFits() {
    RingAvailability found = RingAvailability.ofThisMachine();
    if (found.setup() >= 0) {
      assertThat(found.lastOperation()).isGreaterThan(20);
    }
    assertThat(found.release()).matches("\\d+\\..*");
    assertThat(new RingModel().availability()).isEqualTo(found.answer());
  }

  @Test
  void aKernelThatKnowsTheOperationsIsEnough() {
    assertThat(new RingAvailability("Linux", "aarch64", "6.0.0", 7, 47, "").answer())
        .isEqualTo(Availability.yes());
  }

  @Test
  void anOlderKernelIsNot() {
    assertThat(no(new RingAvailability("Linux", "amd64", "5.19.0", 7, 46, "")))
        .isEqualTo("Linux 6.0 or newer is needed, and this is 5.19.0; or choose the model select.");
    assertThat(no(linux("5.15.0-91", Errno.EINVAL.result(), ""))).contains("5.15.0-91");
    assertThat(no(linux("4.19.0", Errno.ENOSYS.result(), ""))).contains("4.19.0");
  }

  @Test
  void theSysctlIsNamed() {
    assertThat(no(refusing(Errno.EPERM, "2")))
        .contains("kernel.io_uring_disabled is 2")
        .contains("sysctl -w kernel.io_uring_disabled=0");
    assertThat(no(refusing(Errno.EPERM, "1")))
        .contains("kernel.io_uring_disabled is 1")
        .contains("kernel.io_uring_group");
  }

  @Test
  void aFilterIsNamed() {
    assertThat(no(refusing(Errno.EPERM, "0")))
        .startsWith("io_uring_setup answered 'operation not permitted': a seccomp filter");
    assertThat(no(refusing(Errno.EPERM, ""))).contains("seccomp");
    assertThat(no(refusing(Errno.ENOSYS, ""))).contains("seccomp");
  }

  @Test
  void theLimitOfLockedMemoryIsNamed() {
    assertThat(no(refusing(Errno.ENOMEM, "0"))).contains("ulimit -l");
  }

  @Test
  void otherAnswersAreToldAsTheyAre() {
    assertThat(no(refusing(Errno.EMFILE, "0")))
        .isEqualTo("io_uring_setup answered 'too many open files'; or choose the model select.");
  }

  @Test
  void otherSystemsAndProcessorsAreNamed() {
    assertThat(no(new RingAvailability("Mac OS X", "aarch64", "24", 0, 0, "")))
        .contains("this is Mac OS X");
    assertThat(no(new RingAvailability("Linux", "riscv64", "6.12", 0, 0, "")))
        .contains("this is riscv64");
  }
}
