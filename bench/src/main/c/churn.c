/*
 * Connections that come and go: each slot connects, has one message echoed, ends its stream, waits for
 * the server's end, closes and begins anew. Each slot has a source address of its own, because the port
 * of a closed connection is not free at once (TIME_WAIT).
 */
#define _GNU_SOURCE
#include "load.h"
#include "pattern.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct slot {
  uint32_t number, had;
  int fd;
  bool writing;    /* not connected yet */
  uint64_t made;   /* connections so far */
  uint8_t *message, *reply, *came;
};

static int epoll_fd;
static uint64_t closed;
static bool ending;

static void watch(struct slot *s, int operation, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = s};
  if (epoll_ctl(epoll_fd, operation, s->fd, &event) != 0) {
    fail("epoll_ctl: %s", strerror(errno));
  }
}

static void say(struct slot *s) {
  ssize_t sent = send(s->fd, s->message, options.bytes, MSG_NOSIGNAL);
  if (sent < 0 && (errno == EAGAIN || errno == ENOTCONN)) {
    s->writing = true;
    watch(s, EPOLL_CTL_ADD, EPOLLIN | EPOLLOUT);
  } else if (sent != (ssize_t)options.bytes) {
    fail("slot %u: a first message of %u bytes cannot be sent: %s", s->number, options.bytes,
         strerror(sent < 0 ? errno : EAGAIN));
  } else if (s->writing) {
    s->writing = false;
    watch(s, EPOLL_CTL_MOD, EPOLLIN);
  } else {
    watch(s, EPOLL_CTL_ADD, EPOLLIN);
  }
}

static void begin(struct slot *s) {
  s->fd = connected(s->number, true, false);
  s->had = 0;
  make_message(s->number, s->made, s->message, false);
  make_message(s->number, s->made++, s->reply, true);
  say(s); /* over loopback the connection is there when connect(2) returns */
}

static void receive(struct slot *s) {
  ssize_t count = recv(s->fd, s->came, options.bytes + 1, 0);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
    return;
  }
  if (count < 0) {
    fail("slot %u, connection %" PRIu64 ": %s", s->number, s->made, strerror(errno));
  }
  if (s->had + count > options.bytes || memcmp(s->came, s->reply + s->had, count) != 0) {
    fail("slot %u, connection %" PRIu64 ": a wrong reply", s->number, s->made);
  }
  s->had += count;
  if (count > 0 && s->had == options.bytes) {
    shutdown(s->fd, SHUT_WR);
  } else if (count == 0) {
    if (s->had < options.bytes) {
      fail("slot %u, connection %" PRIu64 ": ended by the server", s->number, s->made);
    }
    close(s->fd);
    closed++;
    s->fd = -1;
    if (!ending) {
      begin(s);
    }
  }
}

static void turn(int milliseconds) {
  struct epoll_event events[512];
  int count = epoll_wait(epoll_fd, events, 512, milliseconds);
  for (int i = 0; i < count; i++) {
    struct slot *s = events[i].data.ptr;
    if (s->writing) {
      say(s);
    } else {
      receive(s);
    }
  }
}

static void run_until(int64_t end) {
  for (int64_t at = now(); at < end && (options.messages == 0 || closed < options.messages);
       at = now()) {
    turn((end - at) / 1000000 + 1);
  }
}

void run_churn(void) {
  epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  struct slot *slots = allocate(options.connections * sizeof *slots);
  for (uint32_t i = 0; i < options.connections; i++) {
    struct slot *s = &slots[i];
    s->number = i;
    s->message = allocate(options.bytes + 8);
    s->reply = allocate(options.bytes + 8);
    s->came = allocate(options.bytes + 8);
    begin(s);
  }
  run_until(now() + (int64_t)(options.warm_up * SECOND));
  struct server_cpu cpu_from = server_cpu();
  int64_t own_from = own_cpu(), from = now();
  uint64_t closed_from = closed;
  run_until(from + (int64_t)(options.seconds * SECOND));
  double took = (double)(now() - from) / SECOND, own = (double)(own_cpu() - own_from) / SECOND;
  uint64_t counted = closed - closed_from;
  struct server_cpu cpu_to = server_cpu();

  ending = true;
  int64_t end = now() + LAST_REPLIES;
  for (uint32_t i = 0; i < options.connections; i++) {
    while (slots[i].fd >= 0) {
      if (now() >= end) {
        fail("slot %u: the server does not end its stream", i);
      }
      turn(100);
    }
  }
  if (counted == 0) {
    fail("not one connection ended in %g seconds", options.seconds);
  }
  printf("requests=%" PRIu64 " seconds=%.3f rate=%.0f", counted, took, counted / took);
  print_server_cpu(cpu_from, cpu_to, counted);
  printf(" own_us=%.3f own_share=%.3f engine=epoll\n", own * 1e6 / counted, own / took);
}
