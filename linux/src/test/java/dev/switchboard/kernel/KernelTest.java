package dev.switchboard.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.wire.SystemAnswer;
import org.junit.jupiter.api.Test;

class KernelTest {

  @Test
  void aCallAnswersItsResult() {
    assertThat(Kernel.call(Call.GETPID, 0)).isEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void aFailedCallAnswersItsErrorNumber() {
    long result = Kernel.call(Call.CLOSE, -1);
    assertThat(Errno.EBADF.is(result)).isTrue();
    assertThat(Errno.failure(result)).hasMessage("Bad file descriptor");
    assertThat(SystemAnswer.of(Errno.failure(result))).isEqualTo(SystemAnswer.CLOSED);
  }
}
