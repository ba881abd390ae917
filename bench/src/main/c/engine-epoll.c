/* The generator's sockets by epoll, where io_uring may not be used. */
#define _GNU_SOURCE
#include "load.h"
#include <errno.h>
#include <sys/epoll.h>
#include <sys/socket.h>

static int epoll_fd;

static bool open_epoll(void) { return (epoll_fd = epoll_create1(EPOLL_CLOEXEC)) >= 0; }

static void add(struct connection *c) {
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
  if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, c->fd, &event) != 0) {
    connection_failed(c, "epoll_ctl", errno);
  }
}

static void want_write(struct connection *c, bool wanted) {
  if (c->wants_write != wanted) {
    struct epoll_event event = {.events = EPOLLIN | (wanted ? EPOLLOUT : 0), .data.ptr = c};
    if (epoll_ctl(epoll_fd, EPOLL_CTL_MOD, c->fd, &event) != 0) {
      connection_failed(c, "epoll_ctl", errno);
    }
    c->wants_write = wanted;
  }
}

/* Sends what the kernel takes: of a stream as much as it can, of datagrams one by one. */
static void send_now(struct connection *c) {
  while (c->flying.sent < c->flying.length || take_off(c)) {
    uint32_t left = c->flying.length - c->flying.sent;
    uint32_t part = options.framing == DATAGRAM ? options.bytes : left;
    ssize_t count =
        send(c->fd, c->flying.bytes + c->flying.sent, part, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count < 0 && errno == EAGAIN) {
      want_write(c, true);
      return;
    }
    if (count < 0 && errno != EINTR) {
      connection_failed(c, "send", errno);
    }
    c->flying.sent += count < 0 ? 0 : count;
  }
  want_write(c, false);
}

static void receive(struct connection *c) {
  static uint8_t came[256 << 10];
  ssize_t count = recv(c->fd, came, sizeof came, MSG_DONTWAIT);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
    return;
  }
  if (count <= 0) {
    connection_failed(c, "receive", count < 0 ? errno : 0);
  }
  bytes_came(c, came, count);
}

static void turn(int64_t nanos) {
  struct epoll_event events[512];
  int timeout = nanos <= 0 ? 0 : (int)(nanos / 1000000) + 1;
  int count = epoll_wait(epoll_fd, events, 512, timeout);
  if (count < 0 && errno != EINTR) {
    fail("epoll_wait failed: error %d", errno);
  }
  for (int i = 0; i < count; i++) {
    struct connection *c = events[i].data.ptr;
    if (events[i].events & ~EPOLLOUT) {
      receive(c);
    }
    if (events[i].events & EPOLLOUT) {
      send_now(c);
    }
  }
}

const struct engine epoll_engine = {
    .name = "epoll", .open = open_epoll, .add = add, .send = send_now, .turn = turn};
