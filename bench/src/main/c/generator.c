/*
 * generator: loads an echo server in a closed loop and checks every byte that comes back.
 *
 *   generator HOST PORT CONNECTIONS SECONDS BYTES none|line|u32 DEPTH [WARMUP-SECONDS [SERVER-PID]]
 *
 * Each connection keeps DEPTH messages of BYTES bytes on their way, BYTES with what the framing puts
 * around them. Every message differs from every other one, on this connection and on all others, so
 * that replies which are mixed up, reordered or cut wrongly are seen and not only missing ones.
 *
 * One thread, one epoll. What comes back during the warm-up is checked and not counted. At the end
 * nothing new is sent, every reply is waited for, our ends are shut down, and the server must end
 * its streams without a byte more.
 *
 * One line on standard output:
 *   requests=N seconds=S rate=R cpu_us=C connections=… bytes=… framing=… depth=…
 * cpu_us is the CPU time of SERVER-PID for a request, over the counted seconds, user and system, all
 * threads; - without SERVER-PID. Exit 1 with one sentence when a reply is wrong or the network fails.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum framing { NONE, LINE, U32 };

static const int64_t SECOND = 1000000000;
static const int64_t LAST_REPLIES = 5 * 1000000000LL; /* how long the end is waited for */

struct connection {
  int fd;
  uint32_t number;
  uint64_t made;     /* messages given to `out` so far */
  uint64_t checked;  /* replies that came back whole */
  uint8_t *expected; /* the reply that is coming */
  uint32_t had;      /* bytes of it that came */
  uint8_t *out;      /* what is to be sent: out[sent .. filled) */
  uint32_t sent;
  uint32_t filled;
  bool wants_write; /* EPOLLOUT is asked for */
};

static enum framing framing;
static uint32_t bytes, depth;
static int epoll_fd;
static uint64_t replies; /* on all connections */
static bool ending;      /* nothing new is sent */

static void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fprintf(stderr, "generator: ");
  vfprintf(stderr, format, arguments);
  fprintf(stderr, "\n");
  va_end(arguments);
  exit(1);
}

static int64_t read_clock(clockid_t clock) {
  struct timespec time;
  if (clock_gettime(clock, &time) != 0) {
    fail("clock_gettime: %s", strerror(errno));
  }
  return time.tv_sec * SECOND + time.tv_nsec;
}

/* Spreads the bits of a number over 64; the finalizer of MurmurHash3, which is a bijection. */
static inline uint64_t spread(uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53ULL;
  return x ^ x >> 33;
}

/* Message `index` of a connection, with its framing. */
static void make(const struct connection *c, uint64_t index, uint8_t *to) {
  uint64_t state = spread((uint64_t)c->number << 40 ^ index);
  for (uint32_t at = 0; at < bytes; at += 8) {
    state += 0x9e3779b97f4a7c15ULL;
    uint64_t word = state ^ state >> 29;
    if (framing == LINE) { /* bytes from 0x40 to 0x7f: no LF, no CR */
      word = (word & 0x3f3f3f3f3f3f3f3fULL) | 0x4040404040404040ULL;
    }
    memcpy(to + at, &word, bytes - at < 8 ? bytes - at : 8);
  }
  if (framing == LINE) {
    to[bytes - 1] = '\n';
  } else if (framing == U32) {
    uint32_t length = htonl(bytes - 4);
    memcpy(to, &length, 4);
  }
}

static void want_write(struct connection *c, bool wanted) {
  if (c->wants_write != wanted) {
    struct epoll_event event = {.events = EPOLLIN | (wanted ? EPOLLOUT : 0), .data.ptr = c};
    if (epoll_ctl(epoll_fd, EPOLL_CTL_MOD, c->fd, &event) != 0) {
      fail("epoll_ctl: %s", strerror(errno));
    }
    c->wants_write = wanted;
  }
}

/* Makes as many messages as are missing on the way, and sends what the kernel takes. */
static void send_more(struct connection *c) {
  if (c->sent > 0) {
    memmove(c->out, c->out + c->sent, c->filled - c->sent);
    c->filled -= c->sent;
    c->sent = 0;
  }
  while (!ending && c->made - c->checked < depth) {
    make(c, c->made++, c->out + c->filled);
    c->filled += bytes;
  }
  while (c->sent < c->filled) {
    ssize_t count = send(c->fd, c->out + c->sent, c->filled - c->sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count < 0) {
      if (errno == EAGAIN) {
        break;
      }
      fail("connection %u, send after %" PRIu64 " replies: %s", c->number, c->checked,
           strerror(errno));
    }
    c->sent += count;
  }
  if (c->sent == c->filled) {
    c->sent = c->filled = 0;
  }
  want_write(c, c->filled > 0);
}

static void check(struct connection *c, const uint8_t *came, uint32_t count) {
  while (count > 0) {
    if (c->checked == c->made) {
      fail("connection %u: %u bytes more than were sent", c->number, count);
    }
    uint32_t part = bytes - c->had < count ? bytes - c->had : count;
    if (memcmp(came, c->expected + c->had, part) != 0) {
      uint32_t at = 0;
      while (came[at] == c->expected[c->had + at]) {
        at++;
      }
      fail("connection %u, reply %" PRIu64 ", byte %u: 0x%02x came where 0x%02x was sent", c->number,
           c->checked, c->had + at, came[at], c->expected[c->had + at]);
    }
    c->had += part;
    came += part;
    count -= part;
    if (c->had == bytes) {
      c->had = 0;
      c->checked++;
      replies++;
      make(c, c->checked, c->expected);
    }
  }
}

/* One receive; answers false at the end of the stream. */
static bool receive(struct connection *c) {
  static uint8_t came[256 << 10];
  ssize_t count = recv(c->fd, came, sizeof came, MSG_DONTWAIT);
  if (count < 0) {
    if (errno == EAGAIN) {
      return true;
    }
    fail("connection %u, receive after %" PRIu64 " replies: %s", c->number, c->checked,
         strerror(errno));
  }
  check(c, came, count);
  return count > 0;
}

static void turn(int64_t wait_nanos) {
  struct epoll_event events[512];
  int timeout = wait_nanos <= 0 ? 0 : (int)(wait_nanos / 1000000) + 1;
  int count = epoll_wait(epoll_fd, events, 512, timeout);
  if (count < 0 && errno != EINTR) {
    fail("epoll_wait: %s", strerror(errno));
  }
  for (int i = 0; i < count; i++) {
    struct connection *c = events[i].data.ptr;
    if ((events[i].events & ~EPOLLOUT) && !receive(c)) {
      fail("connection %u: the server ended its stream after %" PRIu64 " replies", c->number,
           c->checked);
    }
    send_more(c);
  }
}

static void run_until(int64_t end) {
  for (int64_t now = read_clock(CLOCK_MONOTONIC); now < end; now = read_clock(CLOCK_MONOTONIC)) {
    turn(end - now);
  }
}

static void open_one(struct connection *c, const struct addrinfo *to) {
  c->fd = socket(to->ai_family, SOCK_STREAM, 0);
  if (c->fd < 0 || connect(c->fd, to->ai_addr, to->ai_addrlen) != 0) {
    fail("connection %u: %s", c->number, strerror(errno));
  }
  int on = 1;
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  c->expected = malloc(bytes);
  c->out = malloc((size_t)bytes * depth);
  if (c->expected == NULL || c->out == NULL) {
    fail("out of memory");
  }
  make(c, 0, c->expected);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
  if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, c->fd, &event) != 0) {
    fail("epoll_ctl: %s", strerror(errno));
  }
}

/* Waits for the replies that are still on their way, then for the server's end of each stream. */
static void finish(struct connection *connections, uint32_t count) {
  int64_t end = read_clock(CLOCK_MONOTONIC) + LAST_REPLIES;
  ending = true;
  for (uint32_t i = 0; i < count; i++) {
    while (connections[i].checked < connections[i].made) {
      int64_t left = end - read_clock(CLOCK_MONOTONIC);
      if (left <= 0) {
        fail("connection %u: %" PRIu64 " replies are missing", i,
             connections[i].made - connections[i].checked);
      }
      turn(left);
    }
  }
  for (uint32_t i = 0; i < count; i++) {
    shutdown(connections[i].fd, SHUT_WR);
  }
  struct timeval patience = {.tv_sec = LAST_REPLIES / SECOND};
  for (uint32_t i = 0; i < count; i++) {
    uint8_t more;
    setsockopt(connections[i].fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ssize_t got = recv(connections[i].fd, &more, 1, 0);
    if (got != 0) {
      fail("connection %u, after our end of the stream: %s", i,
           got > 0 ? "a byte that was not asked for" : strerror(errno));
    }
    close(connections[i].fd);
  }
}

static double number(const char *text, const char *what, double least) {
  char *end;
  double value = strtod(text, &end);
  if (*text == 0 || *end != 0 || value < least) {
    fail("%s is a number of at least %g, not %s", what, least, text);
  }
  return value;
}

int main(int count, char **arguments) {
  if (count < 8 || count > 10) {
    fprintf(stderr, "usage: generator HOST PORT CONNECTIONS SECONDS BYTES none|line|u32 DEPTH "
                    "[WARMUP-SECONDS [SERVER-PID]]\n");
    return 2;
  }
  uint32_t connections = number(arguments[3], "CONNECTIONS", 1);
  double seconds = number(arguments[4], "SECONDS", 0.001);
  const char *name = arguments[6];
  framing = strcmp(name, "line") == 0 ? LINE : strcmp(name, "u32") == 0 ? U32 : NONE;
  if (framing == NONE && strcmp(name, "none") != 0) {
    fail("there is no framing %s, but none, line and u32", name);
  }
  bytes = number(arguments[5], "BYTES", framing == U32 ? 4 : 1);
  depth = number(arguments[7], "DEPTH", 1);
  double warm_up = count > 8 ? number(arguments[8], "WARMUP-SECONDS", 0) : 1;
  clockid_t server_clock = 0;
  if (count > 9 && clock_getcpuclockid((pid_t)number(arguments[9], "SERVER-PID", 1), &server_clock)) {
    fail("there is no process %s", arguments[9]);
  }

  struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *to;
  int answer = getaddrinfo(arguments[1], arguments[2], &hints, &to);
  if (answer != 0) {
    fail("%s port %s: %s", arguments[1], arguments[2], gai_strerror(answer));
  }
  epoll_fd = epoll_create1(0);
  struct connection *all = calloc(connections, sizeof *all);
  if (epoll_fd < 0 || all == NULL) {
    fail("no memory or no descriptor: %s", strerror(errno));
  }
  for (uint32_t i = 0; i < connections; i++) {
    all[i].number = i;
    open_one(&all[i], to);
  }
  for (uint32_t i = 0; i < connections; i++) {
    send_more(&all[i]);
  }

  run_until(read_clock(CLOCK_MONOTONIC) + (int64_t)(warm_up * SECOND));
  int64_t cpu_from = count > 9 ? read_clock(server_clock) : 0;
  int64_t from = read_clock(CLOCK_MONOTONIC);
  uint64_t replies_from = replies;
  run_until(from + (int64_t)(seconds * SECOND));
  uint64_t counted = replies - replies_from;
  double took = (double)(read_clock(CLOCK_MONOTONIC) - from) / SECOND;
  int64_t cpu = count > 9 ? read_clock(server_clock) - cpu_from : 0;
  finish(all, connections);

  char cpu_us[32] = "-";
  if (count > 9 && counted > 0) {
    snprintf(cpu_us, sizeof cpu_us, "%.3f", (double)cpu / 1000 / counted);
  }
  printf("requests=%" PRIu64 " seconds=%.3f rate=%.0f cpu_us=%s connections=%u bytes=%u framing=%s "
         "depth=%u\n",
         counted, took, counted / took, cpu_us, connections, bytes, name, depth);
  return counted > 0 ? 0 : 1;
}
