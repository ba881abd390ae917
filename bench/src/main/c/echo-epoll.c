/*
 * echo-epoll echo|bulk|line: one thread, level-triggered epoll, as one writes it by hand. A peer that
 * does not read is not read from either until it has taken what waits for it.
 *
 * echo-epoll http: every 64 bytes are answered with 64 bytes that a web client understands, so that the
 * generator and wrk can load the same server (bench/README.md).
 */
#define _GNU_SOURCE
#include "http.h"
#include "row.h"
#include <fcntl.h>
#include <sys/epoll.h>

enum { BUFFER = 256 << 10, EVENTS = 1024 };

struct connection {
  int fd;
  struct held_line line;
  uint8_t *waiting; /* what the kernel did not take: waiting[from .. to) */
  size_t from, to;
};

static int epoll_fd;
static bool lines, http;

static void watch(struct connection *c, uint32_t events, int operation) {
  struct epoll_event event = {.events = events, .data.ptr = c};
  if (epoll_ctl(epoll_fd, operation, c->fd, &event) != 0) {
    fail("epoll_ctl: %s", strerror(errno));
  }
}

static void end(struct connection *c) {
  close(c->fd);
  free(c->line.bytes);
  free(c->waiting);
  free(c);
}

/* Sends what the kernel takes; answers how much that was, or -1 when the connection is of no use. */
static ssize_t send_some(int fd, const uint8_t *bytes, size_t count) {
  size_t done = 0;
  while (done < count) {
    ssize_t sent = send(fd, bytes + done, count - done, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) {
      continue;
    }
    if (sent < 0) {
      return errno == EAGAIN ? (ssize_t)done : -1;
    }
    done += sent;
  }
  return done;
}

/* Sends, or keeps what the kernel does not take; nothing waits when this is called. */
static bool reply(struct connection *c, const uint8_t *bytes, size_t count) {
  ssize_t sent = send_some(c->fd, bytes, count);
  if (sent < 0) {
    return false;
  }
  if ((size_t)sent < count) {
    c->to = count - sent;
    c->from = 0;
    c->waiting = allocate(c->to);
    memcpy(c->waiting, bytes + sent, c->to);
    watch(c, EPOLLOUT, EPOLL_CTL_MOD);
  }
  return true;
}

/* `bytes` begins with the line that was held from before. */
static bool reply_lines(struct connection *c, uint8_t *bytes, uint32_t count) {
  uint32_t whole = upper_lines(bytes, count);
  c->line.length = 0;
  return hold(&c->line, bytes + whole, count - whole) && (whole == 0 || reply(c, bytes, whole));
}

/* Whole requests become replies in place; what is left of one is held as a line would be. */
static bool reply_http(struct connection *c, uint8_t *bytes, uint32_t count) {
  static const char answer[64 + 1] = HTTP_REPLY;
  uint32_t whole = count - count % 64;
  c->line.length = 0;
  if (!hold(&c->line, bytes + whole, count - whole)) {
    return false;
  }
  for (uint32_t at = 0; at < whole; at += 64) {
    memcpy(bytes + at, answer, 64);
  }
  return whole == 0 || reply(c, bytes, whole);
}

static bool receive(struct connection *c) {
  static uint8_t buffer[LONGEST_LINE + BUFFER];
  uint32_t kept = c->line.length;
  if (kept > 0) {
    memcpy(buffer, c->line.bytes, kept);
  }
  ssize_t count = recv(c->fd, buffer + kept, BUFFER, 0);
  if (count < 0) {
    return errno == EAGAIN || errno == EINTR;
  }
  if (count == 0) {
    return false;
  }
  return lines  ? reply_lines(c, buffer, kept + count)
         : http ? reply_http(c, buffer, kept + count)
                : reply(c, buffer, count);
}

static bool send_waiting(struct connection *c) {
  ssize_t sent = send_some(c->fd, c->waiting + c->from, c->to - c->from);
  if (sent < 0) {
    return false;
  }
  c->from += sent;
  if (c->from == c->to) {
    free(c->waiting);
    c->waiting = NULL;
    watch(c, EPOLLIN, EPOLL_CTL_MOD);
  }
  return true;
}

static void accept_all(int listener) {
  for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
    struct connection *c = allocate(sizeof *c);
    c->fd = fd;
    watch(c, EPOLLIN, EPOLL_CTL_ADD);
  }
  if (errno == EMFILE || errno == ENFILE) {
    usleep(10000); /* they wait in the queue */
  } else if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED) {
    fail("accept: %s", strerror(errno));
  }
}

int main(int count, char **arguments) {
  lines = count > 1 && strcmp(arguments[1], "line") == 0;
  http = count > 1 && strcmp(arguments[1], "http") == 0;
  struct epoll_event events[EVENTS];
  int listener = listening_socket();
  epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event accepting = {.events = EPOLLIN, .data.ptr = NULL};
  if (epoll_fd < 0 || fcntl(listener, F_SETFL, O_NONBLOCK) != 0 ||
      epoll_ctl(epoll_fd, EPOLL_CTL_ADD, listener, &accepting) != 0) {
    fail("cannot set up epoll: %s", strerror(errno));
  }
  announce(listener);
  while (true) {
    int ready = epoll_wait(epoll_fd, events, EVENTS, -1);
    for (int i = 0; i < ready; i++) {
      struct connection *c = events[i].data.ptr;
      if (c == NULL) {
        accept_all(listener);
      } else if (!(c->waiting != NULL ? send_waiting(c) : receive(c))) {
        end(c);
      }
    }
  }
}
