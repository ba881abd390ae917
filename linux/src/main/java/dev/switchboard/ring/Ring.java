package dev.switchboard.ring;

import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import dev.switchboard.kernel.Pages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An io_uring(7): operations are queued, one call a batch gives them to the kernel and waits, and
 * what was done is heard in order. It knows nothing of servers and clients.
 *
 * <p>One thread may call it, a platform thread, because the kernel knows a ring by its thread
 * (SINGLE_ISSUER, DEFER_TASKRUN): the one that called {@link #enable}. Whoever opened it may queue
 * operations before that. No call allocates.
 */
public final class Ring implements Owned.Thing {

  /** Of a completion: the operation goes on and will tell more. Without it, it has ended. */
  public static final int MORE = 1 << 1;

  /** Of a completion: it brings a buffer, whose number is {@link #buffer}. */
  public static final int BUFFER = 1;

  /** Of a receive: there is more in the socket. */
  public static final int NOT_EMPTY = 1 << 2;

  /** As a time: for ever. */
  public static final long FOREVER = Long.MAX_VALUE;

  private static final int NOP = 0; // IORING_OP_…
  private static final int ACCEPT = 13;
  private static final int CANCEL = 14;
  private static final int CONNECT = 16;
  private static final int CLOSE = 19;
  private static final int READ = 22;
  private static final int SEND = 26;
  private static final int RECV = 27;

  private static final int BUFFER_SELECT = 1 << 5; // IOSQE_BUFFER_SELECT
  private static final int ACCEPT_MULTISHOT = 1; // IORING_ACCEPT_MULTISHOT
  private static final int RECEIVE_MULTISHOT = 1 << 1; // IORING_RECV_MULTISHOT
  private static final int CANCEL_ALL = 1; // IORING_ASYNC_CANCEL_ALL
  private static final int CANCEL_BY_FILE = 1 << 1; // IORING_ASYNC_CANCEL_FD
  private static final int CLOSE_ON_EXEC = 0x80000; // SOCK_CLOEXEC
  private static final int TRUNCATED = 0x20; // MSG_TRUNC: the length that a packet has
  private static final int WAIT_ALL = 0x100; // MSG_WAITALL
  private static final int NO_SIGNAL = 0x4000; // MSG_NOSIGNAL

  private static final int GET_EVENTS = 1; // IORING_ENTER_…
  private static final int EXTENDED_ARGUMENT = 1 << 3;
  private static final int REGISTERED = 1 << 4;

  private static final int ENABLE = 12; // IORING_REGISTER_ENABLE_RINGS
  private static final int REGISTER_DESCRIPTOR = 20; // IORING_REGISTER_RING_FDS
  private static final int UNREGISTER_DESCRIPTOR = 21;

  // One page of our own: struct io_uring_params, later io_uring_getevents_arg and a timespec.
  private static final int ARGUMENT_BYTES = 24;
  private static final int TIME = 32;
  private static final int REGISTRATION = 64;
  private static final int PAGE = 4096;
  private static final long SECOND = 1_000_000_000;

  private static final long ENTER = Call.IO_URING_ENTER.number();

  private final long descriptor;
  private final Pages page;
  private final RingMemory memory;
  private final SubmissionQueue submissions;
  private final CompletionQueue completions;
  private final MemorySegment state = Kernel.newState();
  private long entered; // the registered number of the descriptor, or itself
  private int enterFlags;

  private Ring(RingSetup setup, long descriptor, Pages page) throws IOException {
    this.descriptor = descriptor;
    this.page = page;
    this.memory = new RingMemory(descriptor, page.address());
    if (setup.hasTable()) {
      memory.numberSubmissions();
    }
    this.submissions = new SubmissionQueue(memory);
    this.completions = new CompletionQueue(memory);
    Memory.clear(page.address(), PAGE);
    this.entered = descriptor;
  }

  /**
   * A ring that no thread has yet.
   *
   * @param submissions how many operations are queued before the kernel is called in between
   * @param completions how many it can tell at once; what is beyond waits in the kernel
   * @throws IOException when the kernel gives none; {@link RingAvailability} says why in a sentence
   */
  public static Ring open(int submissions, int completions) throws IOException {
    return open(RingSetup.ALL, submissions, completions);
  }

  static Ring open(List<RingSetup> setups, int submissions, int completions) throws IOException {
    Pages page = Pages.zeroed(PAGE);
    long answer = 0;
    for (RingSetup setup : setups) {
      answer = setup.ask(submissions, completions, page.address());
      if (answer >= 0) {
        return open(setup, answer, page);
      }
      if (!RingSetup.unknown(answer)) {
        break;
      }
    }
    page.close();
    throw Errno.failure(answer);
  }

  private static Ring open(RingSetup setup, long descriptor, Pages page) throws IOException {
    try {
      return new Ring(setup, descriptor, page);
    } catch (IOException e) {
      Kernel.call(Call.CLOSE, descriptor);
      page.close();
      throw e;
    }
  }

  /**
   * The calling thread has it from now on. It also gets a number of the thread's own, so that the
   * kernel need not look its descriptor up (since 5.18).
   */
  public void enable() throws IOException {
    long answer = register(ENABLE, 0, 0);
    if (answer < 0) {
      throw Errno.failure(answer);
    }
    long update = page.address() + REGISTRATION;
    Memory.putInt(update, -1);
    Memory.putLong(update + 8, descriptor);
    if (register(REGISTER_DESCRIPTOR, update, 1) == 1) {
      entered = Memory.getInt(update);
      enterFlags = REGISTERED;
    }
  }

  /** io_uring_register(2). */
  long register(int what, long argument, int count) {
    return Kernel.call(Call.IO_URING_REGISTER, descriptor, what, argument, count, 0, 0);
  }

  /** Where a direct buffer's index 0 lies, for operations on what is in it. */
  public static long address(ByteBuffer direct) {
    return Memory.addressOf(direct);
  }

  /** The failure that a negative result is. */
  public static IOException failure(int result) {
    return Errno.failure(result);
  }

  /** Of a completion with {@link #BUFFER}: which buffer. */
  public static int buffer(int flags) {
    return flags >>> 16;
  }

  // ---- operations ----

  /**
   * accept4(2), again and again: each connection that comes is told. Its descriptor is closed on
   * exec. The listening socket must be in blocking mode, as must whatever else is given to a ring:
   * of one that is not, the kernel answers EAGAIN instead of waiting.
   */
  public void accept(int listening, long userData) {
    put(what(ACCEPT, 0, ACCEPT_MULTISHOT, listening), 0, 0, high(CLOSE_ON_EXEC), userData, 0);
  }

  /** connect(2) to the address that stands there. */
  public void connect(int socket, long address, int length, long userData) {
    put(what(CONNECT, 0, 0, socket), length, address, 0, userData, 0);
  }

  /** recv(2), again and again, each time into a buffer of this group, until the stream ends. */
  public void receive(int socket, int group, long userData) {
    put(what(RECV, BUFFER_SELECT, RECEIVE_MULTISHOT, socket), 0, 0, 0, userData, group);
  }

  /** recv(2), once, into a buffer of this group. */
  public void receiveOnce(int socket, int group, long userData) {
    put(what(RECV, BUFFER_SELECT, 0, socket), 0, 0, 0, userData, group);
  }

  /**
   * recv(2) of one packet, into a buffer of this group; answers the length that it has (recv(2)).
   */
  public void receivePacket(int socket, int group, long userData) {
    put(what(RECV, BUFFER_SELECT, 0, socket), 0, 0, high(TRUNCATED), userData, group);
  }

  /**
   * send(2) of all these bytes: it completes when the kernel has taken them, or cannot any more.
   * Two at a time on one socket may change places.
   */
  public void send(int socket, long address, int length, long userData) {
    put(what(SEND, 0, 0, socket), 0, address, length | high(WAIT_ALL | NO_SIGNAL), userData, 0);
  }

  /** read(2), once. */
  public void read(int file, long address, int length, long userData) {
    put(what(READ, 0, 0, file), -1, address, length, userData, 0);
  }

  /** close(2). Nothing may be in flight on it. */
  public void close(int file, long userData) {
    put(what(CLOSE, 0, 0, file), 0, 0, 0, userData, 0);
  }

  /** Does nothing, and completes. */
  public void nothing(long userData) {
    put(what(NOP, 0, 0, -1), 0, 0, 0, userData, 0);
  }

  /** Ends the operation that was queued with {@code which}; it then answers ECANCELED. */
  public void cancel(long which, long userData) {
    put(what(CANCEL, 0, 0, -1), 0, which, 0, userData, 0);
  }

  /** Ends all operations on a descriptor. Since 5.19. */
  public void cancelAll(int file, long userData) {
    put(what(CANCEL, 0, 0, file), 0, 0, high(CANCEL_ALL | CANCEL_BY_FILE), userData, 0);
  }

  private static long what(int operation, int flags, int priority, int file) {
    return operation | (long) flags << 8 | (long) priority << 16 | (long) file << 32;
  }

  private static long high(int flags) {
    return (long) flags << 32;
  }

  /**
   * Queues an operation of any kind, as struct io_uring_sqe has it. When the queue is full the
   * kernel is called to take what there is.
   */
  void put(long what, long offset, long address, long lengthAndFlags, long userData, long group) {
    if (submissions.isFull()) {
      makeRoom();
    }
    submissions.put(what, offset, address, lengthAndFlags, userData, group);
  }

  private void makeRoom() {
    try {
      while (submissions.isFull()) {
        enter(0, 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the kernel takes no more operations of this ring", e);
    }
  }

  // ---- the kernel ----

  /**
   * Gives the kernel what was queued, and waits.
   *
   * @param least how many completions to wait for, 0 for none
   * @param nanos how long to wait at most, or {@link #FOREVER}
   * @throws IOException when the kernel does not take what it is given
   */
  public void enter(int least, long nanos) throws IOException {
    submissions.publish();
    completions.publish();
    long result =
        nanos == FOREVER || least == 0
            ? enter(submissions.pending(), least, GET_EVENTS, 0, 0)
            : enterFor(least, nanos);
    // EINTR, EAGAIN, EBUSY: nothing is lost, whoever waits comes again. ETIME: the time is over.
    if (result < 0 && !isPassing(result)) {
      throw Errno.failure(result);
    }
  }

  private static boolean isPassing(long result) {
    return Errno.ETIME.is(result)
        || Errno.EINTR.is(result)
        || Errno.EAGAIN.is(result)
        || Errno.EBUSY.is(result);
  }

  private long enterFor(int least, long nanos) {
    long argument = page.address();
    long time = argument + TIME;
    Memory.putLong(argument + 16, time);
    Memory.putLong(time, nanos / SECOND);
    Memory.putLong(time + 8, nanos % SECOND);
    return enter(
        submissions.pending(), least, GET_EVENTS | EXTENDED_ARGUMENT, argument, ARGUMENT_BYTES);
  }

  /** Small on purpose: where the compiler inlines the call whole, it allocates nothing. */
  private long enter(int count, int least, int flags, long argument, long bytes) {
    return Kernel.call(state, ENTER, entered, count, least, flags | enterFlags, argument, bytes);
  }

  /** Whether nothing has been told that was not heard. */
  public boolean isEmpty() {
    return completions.isEmpty();
  }

  /** Hands over what has completed, in order, and answers how many that were. */
  public int drain(Completions to) {
    return completions.drain(to);
  }

  /**
   * Ends the ring. What is still in flight the kernel cancels, in its own time: memory that an
   * operation uses must outlive that.
   */
  @Override
  public void close() {
    if (enterFlags != 0) {
      long update = page.address() + REGISTRATION;
      Memory.putInt(update, (int) entered);
      Memory.putLong(update + 8, 0);
      register(UNREGISTER_DESCRIPTOR, update, 1);
    }
    memory.close();
    page.close();
    Kernel.call(Call.CLOSE, descriptor);
  }
}
