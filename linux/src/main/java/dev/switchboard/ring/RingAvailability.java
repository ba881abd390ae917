package dev.switchboard.ring;

import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Memory;
import dev.switchboard.kernel.Pages;
import dev.switchboard.model.Availability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Whether the model {@code ring} can be used on this machine: what was found out, and the sentence
 * that follows from it. The sentence follows from the findings alone, so that those of machines
 * that are not at hand can be tested.
 *
 * @param system the name of the operating system
 * @param processor the processor's architecture, as Java names it
 * @param release the kernel's version
 * @param setup what io_uring_setup(2) answered: negative for an error number
 * @param lastOperation the last operation that the kernel's ring knows
 * @param disabled the sysctl kernel.io_uring_disabled, or nothing where there is none
 */
record RingAvailability(
    String system,
    String processor,
    String release,
    long setup,
    int lastOperation,
    String disabled) {

  /** IORING_OP_SENDMSG_ZC is of 6.1, IORING_OP_SEND_ZC of 6.0, as is the multishot receive. */
  static final int LAST_OF_6_0 = 47;

  private static final Path DISABLED = Path.of("/proc/sys/kernel/io_uring_disabled");
  private static final Set<String> PROCESSORS = Set.of("amd64", "aarch64");
  private static final int PROBE = 8; // IORING_REGISTER_PROBE
  private static final int MOST_OPERATIONS = 256;
  private static final int PROBE_BYTES = 16 + MOST_OPERATIONS * 8;
  private static final String INSTEAD = "; or choose the model select.";

  /** Of this machine. */
  static Availability here() {
    return ofThisMachine().answer();
  }

  static RingAvailability ofThisMachine() {
    String system = System.getProperty("os.name");
    String processor = System.getProperty("os.arch");
    long setup = 0;
    int lastOperation = 0;
    if (system.equals("Linux") && PROCESSORS.contains(processor)) {
      try (Pages page = Pages.zeroed(PROBE_BYTES)) {
        setup = ask(page);
        lastOperation = setup < 0 ? 0 : lastOperation(page);
      } catch (IOException e) {
        setup = Errno.ENOMEM.result();
      }
    }
    return new RingAvailability(
        system, processor, System.getProperty("os.version"), setup, lastOperation, disabledHere());
  }

  /** Makes a ring and closes it; the first that the kernel does not refuse for its flags. */
  private static long ask(Pages page) {
    long answer = 0;
    for (RingSetup setup : RingSetup.ALL) {
      answer = setup.ask(1, 2, page.address());
      if (!RingSetup.unknown(answer)) {
        break;
      }
    }
    if (answer >= 0) {
      Sockets.close((int) answer);
    }
    return answer;
  }

  private static int lastOperation(Pages page) throws IOException {
    try (Ring ring = Ring.open(1, 2)) {
      Memory.clear(page.address(), PROBE_BYTES);
      ring.register(PROBE, page.address(), MOST_OPERATIONS);
      return Byte.toUnsignedInt(Memory.getByte(page.address()));
    }
  }

  private static String disabledHere() {
    try {
      return Files.readString(DISABLED).strip();
    } catch (IOException e) {
      return ""; // a kernel before 6.6 has no such setting, and another system has no such file
    }
  }

  /** Yes, or no with the reason. */
  Availability answer() {
    if (!system.equals("Linux")) {
      return Availability.no("io_uring is a part of Linux, and this is " + system + INSTEAD);
    }
    if (!PROCESSORS.contains(processor)) {
      return Availability.no(
          "the numbers of the kernel's calls are known here for amd64 and aarch64, and this is "
              + processor
              + INSTEAD);
    }
    if (setup >= 0) {
      return lastOperation >= LAST_OF_6_0 ? Availability.yes() : Availability.no(tooOld());
    }
    return Availability.no(refused());
  }

  private String tooOld() {
    return "Linux 6.0 or newer is needed, and this is " + release + INSTEAD;
  }

  private String refused() {
    if (Errno.EPERM.is(setup)) {
      return notPermitted();
    }
    if (Errno.ENOSYS.is(setup)) {
      return major() < 6 ? tooOld() : filtered();
    }
    if (Errno.EINVAL.is(setup)) {
      return tooOld();
    }
    if (Errno.ENOMEM.is(setup)) {
      return said()
          + ": the limit of locked memory (ulimit -l), or that of the container, is too low; raise"
          + " it"
          + INSTEAD;
    }
    return said() + INSTEAD;
  }

  private String notPermitted() {
    return switch (disabled) {
      case "2" ->
          "the setting kernel.io_uring_disabled is 2, which bars everybody; as root: sysctl -w"
              + " kernel.io_uring_disabled=0"
              + INSTEAD;
      case "1" ->
          "the setting kernel.io_uring_disabled is 1, which bars all but the group"
              + " kernel.io_uring_group and who has CAP_SYS_ADMIN; join that group, or as root:"
              + " sysctl -w kernel.io_uring_disabled=0"
              + INSTEAD;
      default -> filtered();
    };
  }

  private String filtered() {
    return said()
        + ": a seccomp filter, such as that of a container, bars it; start the container with a"
        + " profile that allows io_uring_setup, io_uring_enter and io_uring_register"
        + INSTEAD;
  }

  private String said() {
    String words = String.valueOf(Errno.failure(setup).getMessage()).toLowerCase(Locale.ROOT);
    return "io_uring_setup answered '" + words + "'";
  }

  private int major() {
    String digits = release.replaceFirst("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
