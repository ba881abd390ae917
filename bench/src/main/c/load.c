/*
 * The closed loop and the fixed rate: which message when, what comes back, the result.
 *
 * Closed loop: each connection keeps `depth` messages on their way. Fixed rate: message i of all is due
 * i/rate seconds after the start, on connection i mod connections, whether or not replies are late; its
 * time counts from when it was due and not from when it could be sent, so that a server which stands
 * still for a while is charged for all who would have come meanwhile. The generator then never sleeps,
 * because waking up would cost more than what is measured.
 *
 * What comes back during the warm-up is checked and not counted. At the end nothing new is sent, every
 * reply is waited for, our ends are shut down, and the server must end its streams without a byte more.
 */
#define _GNU_SOURCE
#include "latency.h"
#include "load.h"
#include "pattern.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* Datagrams that are not answered in this time are lost. */
static const int64_t GIVE_UP = SECOND / 5;
static const unsigned FIXED_RATE_DEPTH = 256;

static const struct engine *engine;
static struct connection *connections;
static uint64_t replies, lost, late;
static bool ending;                  /* nothing new is sent */
static int64_t start, count_from, count_to; /* of a fixed rate: what is due in between is counted */
static double interval;              /* ns between messages of a fixed rate */
static uint64_t due;                 /* messages of a fixed rate that are due by now, on all connections */
static struct latency latency;

static int64_t due_at(const struct connection *c, uint64_t index) {
  return start + (int64_t)((index * options.connections + c->number) * interval);
}

static bool may_send(const struct connection *c) {
  if (ending || c->made - c->checked >= options.depth) {
    return false;
  }
  return options.rate == 0 || c->made * options.connections + c->number < due;
}

static void send_due(struct connection *c) {
  while (may_send(c)) {
    make_message(c->number, c->made++, c->filling.bytes + c->filling.length, false);
    c->filling.length += options.bytes;
  }
  if (c->filling.length > 0) {
    engine->send(c);
  }
}

bool take_off(struct connection *c) {
  struct outgoing empty = {.bytes = c->flying.bytes};
  c->flying = c->filling;
  c->filling = empty;
  return c->flying.length > 0;
}

void connection_failed(struct connection *c, const char *what, int error) {
  fail("connection %u, %s after %" PRIu64 " replies: %s", c->number, what, c->checked,
       error == 0 ? "the server ended its stream" : strerror(error));
}

static void replied(struct connection *c) {
  if (options.rate > 0) {
    int64_t was_due = due_at(c, c->checked);
    if (was_due >= count_from && was_due < count_to) {
      latency_add(&latency, now() - was_due);
    }
  }
  c->checked++;
  replies++;
}

static void check(struct connection *c, const uint8_t *came, uint32_t count) {
  if (memcmp(came, c->expected + c->had, count) != 0) {
    uint32_t at = 0;
    while (came[at] == c->expected[c->had + at]) {
      at++;
    }
    fail("connection %u, reply %" PRIu64 ", byte %u: 0x%02x came where 0x%02x was expected",
         c->number, c->checked, c->had + at, came[at], c->expected[c->had + at]);
  }
}

static void stream_came(struct connection *c, const uint8_t *came, uint32_t count) {
  while (count > 0) {
    if (c->checked == c->made) {
      fail("connection %u: %u bytes more than were asked for", c->number, count);
    }
    uint32_t part = options.bytes - c->had < count ? options.bytes - c->had : count;
    check(c, came, part);
    c->had += part;
    came += part;
    count -= part;
    if (c->had == options.bytes) {
      c->had = 0;
      replied(c);
      make_message(c->number, c->checked, c->expected, true);
    }
  }
}

static void datagram_came(struct connection *c, const uint8_t *came, uint32_t count) {
  uint64_t index;
  if (count != options.bytes) {
    fail("connection %u: a datagram of %u bytes came, and all have %u", c->number, count,
         options.bytes);
  }
  memcpy(&index, came, sizeof index);
  if (index >= c->made) {
    fail("connection %u: a datagram came that was never sent", c->number);
  }
  if (index < c->checked) {
    late++; /* it was given up, or came twice */
    return;
  }
  lost += index - c->checked;
  c->checked = index;
  make_message(c->number, index, c->expected, true);
  check(c, came, count);
  c->progress = now();
  replied(c);
}

void bytes_came(struct connection *c, const uint8_t *came, uint32_t count) {
  if (options.framing == DATAGRAM) {
    datagram_came(c, came, count);
  } else {
    stream_came(c, came, count);
  }
  send_due(c);
}

/* Datagrams that were not answered for long are lost, and others take their place. */
static void give_up_lost(int64_t at) {
  for (uint32_t i = 0; i < options.connections; i++) {
    struct connection *c = &connections[i];
    if (c->checked < c->made && at - c->progress > GIVE_UP && c->flying.length == 0) {
      lost += c->made - c->checked;
      c->checked = c->made;
      c->progress = at;
      send_due(c);
    }
  }
}

static void turn(int64_t at, int64_t until) {
  static int64_t swept;
  if (options.rate > 0 && !ending) {
    uint64_t due_now = (at - start) / interval + 1;
    while (due < due_now) {
      send_due(&connections[due++ % options.connections]);
    }
    engine->turn(0);
    return;
  }
  int64_t wait = until - at;
  if (options.framing == DATAGRAM) {
    wait = wait < GIVE_UP / 4 ? wait : GIVE_UP / 4;
    if (at - swept > GIVE_UP / 4) {
      swept = at;
      give_up_lost(at);
    }
  }
  engine->turn(wait);
}

static void run_until(int64_t end) {
  for (int64_t at = now(); at < end && (options.messages == 0 || replies < options.messages);
       at = now()) {
    turn(at, end);
  }
}

static void open_all(void) {
  connections = allocate(options.connections * sizeof *connections);
  for (uint32_t i = 0; i < options.connections; i++) {
    struct connection *c = &connections[i];
    c->number = i;
    c->fd = connected(i, false, true);
    c->expected = allocate(options.bytes + 8);
    c->filling.bytes = allocate((size_t)options.bytes * options.depth + 8);
    c->flying.bytes = allocate((size_t)options.bytes * options.depth + 8);
    c->progress = now();
    make_message(i, 0, c->expected, true);
    engine->add(c);
  }
}

/* Waits for the replies that are still on their way, then for the server's end of each stream. */
static void finish(void) {
  int64_t end = now() + LAST_REPLIES;
  ending = true;
  for (uint32_t i = 0; i < options.connections; i++) {
    struct connection *c = &connections[i];
    while (c->checked < c->made || c->flying.length > 0) {
      int64_t at = now();
      if (at >= end) {
        fail("connection %u: %" PRIu64 " replies are missing", i, c->made - c->checked);
      }
      turn(at, end);
    }
  }
}

static void end_streams(void) {
  for (uint32_t i = 0; i < options.connections; i++) {
    shutdown(connections[i].fd, SHUT_WR);
  }
  struct timeval patience = {.tv_sec = LAST_REPLIES / SECOND};
  for (uint32_t i = 0; i < options.connections; i++) {
    int fd = connections[i].fd;
    uint8_t more;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ssize_t got = recv(fd, &more, 1, 0);
    if (got != 0) {
      fail("connection %u, after our end of the stream: %s", i,
           got > 0 ? "a byte that was not asked for" : strerror(errno));
    }
    close(fd);
  }
}

static void choose_engine(void) {
  bool epoll = strcmp(options.engine, "epoll") == 0, uring = strcmp(options.engine, "uring") == 0;
  if (!epoll && !uring && strcmp(options.engine, "auto") != 0) {
    fail("there is no engine %s, but epoll, uring and auto", options.engine);
  }
  engine = epoll ? &epoll_engine : &uring_engine;
  if (!engine->open()) {
    if (uring || epoll) {
      fail("cannot use %s: %s", options.engine, strerror(errno));
    }
    engine = &epoll_engine;
    if (!engine->open()) {
      fail("cannot use epoll: %s", strerror(errno));
    }
  }
}

/* Runs the counted time; fills in the replies of each second, up to `most` of them. */
static unsigned count_seconds(int64_t from, uint64_t *seconds, unsigned most) {
  unsigned counted = 0;
  if (options.each_second) {
    for (; counted < most && counted + 1 <= options.seconds; counted++) {
      uint64_t before = replies;
      run_until(from + (counted + 1) * SECOND);
      seconds[counted] = replies - before;
    }
  }
  run_until(from + (int64_t)(options.seconds * SECOND));
  return counted;
}

void run_load(void) {
  if (options.rate > 0) {
    interval = SECOND / options.rate;
    options.depth = options.depth > FIXED_RATE_DEPTH ? options.depth : FIXED_RATE_DEPTH;
  }
  choose_engine();
  open_all();
  start = now();
  int64_t from = start + (int64_t)(options.warm_up * SECOND);
  count_from = from;
  count_to = from + (int64_t)(options.seconds * SECOND);
  for (uint32_t i = 0; i < options.connections; i++) {
    send_due(&connections[i]);
  }
  run_until(from);

  uint64_t seconds[600];
  struct server_cpu cpu_from = server_cpu();
  int64_t own_from = own_cpu();
  from = now();
  uint64_t replies_from = replies;
  lost = late = 0;
  unsigned counted_seconds = count_seconds(from, seconds, 600);
  uint64_t counted = replies - replies_from;
  double took = (double)(now() - from) / SECOND, own = (double)(own_cpu() - own_from) / SECOND;
  struct server_cpu cpu_to = server_cpu();
  finish();
  if (options.framing != DATAGRAM) {
    end_streams();
  }
  if (counted == 0) {
    fail("not one reply came in %g seconds", options.seconds);
  }

  printf("requests=%" PRIu64 " seconds=%.3f rate=%.0f", counted, took, counted / took);
  print_server_cpu(cpu_from, cpu_to, counted);
  printf(" own_us=%.3f own_share=%.3f engine=%s", own * 1e6 / counted, own / took, engine->name);
  if (options.framing == DATAGRAM) {
    printf(" lost=%" PRIu64 " late=%" PRIu64, lost, late);
  }
  if (options.rate > 0) {
    printf(" p50_us=%.1f p90_us=%.1f p99_us=%.1f p999_us=%.1f max_us=%.1f",
           latency_at(&latency, 0.5), latency_at(&latency, 0.9), latency_at(&latency, 0.99),
           latency_at(&latency, 0.999), latency_at(&latency, 1));
  }
  for (unsigned i = 0; i < counted_seconds; i++) {
    printf("%s%" PRIu64, i == 0 ? " rates=" : ",", seconds[i]);
  }
  printf("\n");
}
