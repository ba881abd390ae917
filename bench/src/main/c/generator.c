/*
 * generator: loads an echo server and checks every byte that comes back.
 *
 *   generator load  port=P [NAME=VALUE]…    a closed loop; with rate=R a fixed rate
 *   generator churn port=P [NAME=VALUE]…    connects, has one message echoed, closes
 *   generator idle  port=P [NAME=VALUE]…    opens connections, echoes once on each, and keeps them
 *                                           until its standard input ends
 *   generator first COMMAND…                starts a server; the time to its first echoed byte
 *
 *   host=127.0.0.1  connections=64  seconds=1  warm-up=0.2  bytes=64  depth=1
 *   framing=none|line|upper|u32|datagram|http
 *                 bytes are those on the wire; upper expects capitals; http sends what wrk sends, always
 *                 the same, to be compared with it
 *   rate=0        messages a second on all connections together
 *   messages=0    ends after so many replies, or after the seconds
 *   pid=0         of the server, whose CPU time is then told
 *   each-second=0 1: the rate of every second too
 *   engine=auto   io_uring where it may be used, else epoll
 *
 * Prints one line of NAME=VALUE pairs. Exit 1 with one sentence when a reply is wrong or the network
 * fails.
 *
 *   load.c    which message when; what comes back; the result
 *   pattern.h, latency.h
 *   engine-epoll.c, engine-uring.c
 *   churn.c, idle.c, first.c
 */
#define _GNU_SOURCE
#include "load.h"
#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct options options = {.host = "127.0.0.1",
                          .connections = 64,
                          .bytes = 64,
                          .depth = 1,
                          .seconds = 1,
                          .warm_up = 0.2,
                          .engine = "auto"};

void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fprintf(stderr, "generator: ");
  vfprintf(stderr, format, arguments);
  fprintf(stderr, "\n");
  va_end(arguments);
  exit(1);
}

void *allocate(size_t bytes) {
  void *memory = calloc(1, bytes);
  if (memory == NULL) {
    fail("out of memory");
  }
  return memory;
}

static int64_t read_clock(clockid_t clock) {
  struct timespec time;
  if (clock_gettime(clock, &time) != 0) {
    fail("clock_gettime: %s", strerror(errno));
  }
  return time.tv_sec * SECOND + time.tv_nsec;
}

int64_t now(void) { return read_clock(CLOCK_MONOTONIC); }

int64_t own_cpu(void) { return read_clock(CLOCK_PROCESS_CPUTIME_ID); }

struct sockaddr_in server_address(void) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(options.port)};
  if (inet_pton(AF_INET, options.host, &to.sin_addr) != 1) {
    fail("host is an IPv4 address, not %s", options.host);
  }
  return to;
}

/* Many connections need more ports than one source address has, also for those in TIME_WAIT. */
void bind_source(int fd, uint32_t number) {
  struct sockaddr_in from = {.sin_family = AF_INET,
                             .sin_addr.s_addr = htonl(0x7f000101 + number % 200)};
  int on = 1;
  setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  if (bind(fd, (struct sockaddr *)&from, sizeof from) != 0) {
    fail("cannot bind 127.0.1.%u: %s", 1 + number % 200, strerror(errno));
  }
}

int connected(uint32_t number, bool source, bool wait) {
  struct sockaddr_in to = server_address();
  bool packets = options.framing == DATAGRAM;
  int fd = socket(AF_INET, (packets ? SOCK_DGRAM : SOCK_STREAM) | (wait ? 0 : SOCK_NONBLOCK), 0);
  if (fd < 0) {
    fail("connection %u: %s", number, strerror(errno));
  }
  if (source) {
    bind_source(fd, number);
  }
  int on = 1;
  if (!packets) {
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    /* Cheaper than bbr, which many systems have: the generator must not be what is measured. */
    setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, "reno", strlen("reno"));
  }
  if (connect(fd, (struct sockaddr *)&to, sizeof to) != 0 && errno != EINPROGRESS) {
    fail("connection %u to %s:%d: %s", number, options.host, options.port, strerror(errno));
  }
  return fd;
}

void send_all(int fd, const uint8_t *bytes, size_t count) {
  for (size_t done = 0; done < count;) {
    ssize_t sent = send(fd, bytes + done, count - done, MSG_NOSIGNAL);
    if (sent < 0 && errno != EINTR) {
      fail("send: %s", strerror(errno));
    }
    done += sent < 0 ? 0 : sent;
  }
}

void receive_all(int fd, uint8_t *bytes, size_t count) {
  for (size_t done = 0; done < count;) {
    ssize_t came = recv(fd, bytes + done, count - done, 0);
    if (came == 0) {
      fail("the server ended its stream where %zu bytes are missing", count - done);
    }
    if (came < 0 && errno != EINTR) {
      fail("receive: %s", strerror(errno));
    }
    done += came < 0 ? 0 : came;
  }
}

struct server_cpu server_cpu(void) {
  struct server_cpu cpu = {0};
  clockid_t clock;
  if (options.pid == 0) {
    return cpu;
  }
  if (clock_getcpuclockid(options.pid, &clock) != 0) {
    fail("there is no process %d", options.pid);
  }
  cpu.total = read_clock(clock);
  char path[64], line[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", options.pid);
  FILE *stat = fopen(path, "r");
  if (stat == NULL || fgets(line, sizeof line, stat) == NULL) {
    fail("%s: %s", path, strerror(errno));
  }
  fclose(stat);
  /* proc_pid_stat(5): fields 14 and 15; the name, which is the second, may have anything in it. */
  const char *behind_name = strrchr(line, ')');
  if (behind_name == NULL ||
      sscanf(behind_name, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %" SCNu64 " %" SCNu64,
             &cpu.user, &cpu.system) != 2) {
    fail("%s is not understood", path);
  }
  return cpu;
}

void print_server_cpu(struct server_cpu from, struct server_cpu to, uint64_t requests) {
  if (options.pid == 0 || requests == 0) {
    return;
  }
  double total = (to.total - from.total) / 1000.0 / requests;
  uint64_t user = to.user - from.user, system = to.system - from.system;
  double share = user + system == 0 ? 0 : (double)user / (user + system);
  printf(" cpu_us=%.3f user_us=%.3f system_us=%.3f", total, total * share, total * (1 - share));
}

static double number(const char *name, const char *text, double least) {
  char *end;
  double value = strtod(text, &end);
  if (*text == 0 || *end != 0 || !(value >= least)) {
    fail("%s is a number of at least %g, not %s", name, least, text);
  }
  return value;
}

static enum framing framing_named(const char *name) {
  static const char *names[] = {"none", "line", "upper", "u32", "datagram", "http"};
  for (int i = 0; i < 6; i++) {
    if (strcmp(name, names[i]) == 0) {
      return i;
    }
  }
  fail("there is no framing %s, but none, line, upper, u32, datagram and http", name);
}

static void read_option(char *argument) {
  char *value = strchr(argument, '=');
  if (value == NULL) {
    fail("an option is NAME=VALUE, not %s", argument);
  }
  *value++ = 0;
  const char *name = argument;
  if (strcmp(name, "host") == 0) {
    options.host = value;
  } else if (strcmp(name, "engine") == 0) {
    options.engine = value;
  } else if (strcmp(name, "framing") == 0) {
    options.framing = framing_named(value);
  } else if (strcmp(name, "port") == 0) {
    options.port = number(name, value, 1);
  } else if (strcmp(name, "connections") == 0) {
    options.connections = number(name, value, 1);
  } else if (strcmp(name, "bytes") == 0) {
    options.bytes = number(name, value, 1);
  } else if (strcmp(name, "depth") == 0) {
    options.depth = number(name, value, 1);
  } else if (strcmp(name, "seconds") == 0) {
    options.seconds = number(name, value, 0.001);
  } else if (strcmp(name, "warm-up") == 0) {
    options.warm_up = number(name, value, 0);
  } else if (strcmp(name, "messages") == 0) {
    options.messages = number(name, value, 0);
  } else if (strcmp(name, "rate") == 0) {
    options.rate = number(name, value, 0);
  } else if (strcmp(name, "pid") == 0) {
    options.pid = number(name, value, 0);
  } else if (strcmp(name, "each-second") == 0) {
    options.each_second = number(name, value, 0) > 0;
  } else {
    fail("there is no option %s", name);
  }
}

int main(int count, char **arguments) {
  if (count < 3) {
    fprintf(stderr, "usage: generator load|churn|idle port=P [NAME=VALUE]…, generator first COMMAND…\n");
    return 2;
  }
  const char *what = arguments[1];
  if (strcmp(what, "first") == 0) {
    run_first(arguments + 2);
    return 0;
  }
  for (int i = 2; i < count; i++) {
    read_option(arguments[i]);
  }
  uint32_t least = options.framing == DATAGRAM ? 8 : options.framing == U32 ? 4 : 1;
  if (options.framing == HTTP) {
    options.bytes = 64;
  }
  if (options.port == 0 || options.bytes < least) {
    fail("port must be said, and bytes must be %u or more with this framing", least);
  }
  if (strcmp(what, "load") == 0) {
    run_load();
  } else if (strcmp(what, "churn") == 0) {
    run_churn();
  } else if (strcmp(what, "idle") == 0) {
    run_idle();
  } else {
    fail("there is no %s, but load, churn, idle and first", what);
  }
  return 0;
}
