/*
 * What the C rows share: the way they are started, a listening socket, and lines.
 *
 *   ROW MODE      MODE is echo, bulk (echo of large messages), line (capitals, line by line) or udp
 *
 * A row prints "listening PORT", serves on 127.0.0.1, and ends when its standard input does.
 */
#ifndef ROW_H
#define ROW_H

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LONGEST_LINE = 64 << 10, ACCEPT_QUEUE = 1024 };

static inline void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  fprintf(stderr, "\n");
  va_end(arguments);
  exit(1);
}

static inline void *allocate(size_t bytes) {
  void *memory = calloc(1, bytes);
  if (memory == NULL) {
    fail("out of memory");
  }
  return memory;
}

/* A socket of this type on 127.0.0.1 and a port that the system chooses. */
static inline int bound_socket(int type) {
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);
  if (fd < 0 || bind(fd, (struct sockaddr *)&here, sizeof here) != 0) {
    fail("cannot bind a socket on 127.0.0.1: %s", strerror(errno));
  }
  return fd;
}

static inline int listening_socket(void) {
  int fd = bound_socket(SOCK_STREAM), on = 1;
  /* Accepted sockets inherit it. */
  if (setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0 ||
      listen(fd, ACCEPT_QUEUE) != 0) {
    fail("cannot listen on 127.0.0.1: %s", strerror(errno));
  }
  return fd;
}

static inline void *end_with_input(void *unused) {
  char ignored[64];
  (void)unused;
  while (read(0, ignored, sizeof ignored) > 0) {
    /* whoever started us is still there */
  }
  _exit(0);
}

/* Says where it listens; from here on the program ends when its standard input does. */
static inline void announce(int fd) {
  struct sockaddr_in here;
  socklen_t length = sizeof here;
  pthread_t watch;
  if (getsockname(fd, (struct sockaddr *)&here, &length) != 0 ||
      pthread_create(&watch, NULL, end_with_input, NULL) != 0) {
    fail("cannot start: %s", strerror(errno));
  }
  printf("listening %d\n", ntohs(here.sin_port));
  fflush(stdout);
}

/* The beginning of a line whose end has not come. */
struct held_line {
  uint8_t *bytes;
  uint32_t length;
};

/* Appends to the line; false when it gets longer than a line may be. */
static inline bool hold(struct held_line *line, const uint8_t *bytes, uint32_t count) {
  if (count == 0) {
    return true;
  }
  if (line->length + count > LONGEST_LINE) {
    return false;
  }
  uint8_t *grown = realloc(line->bytes, line->length + count);
  if (grown == NULL) {
    fail("out of memory");
  }
  line->bytes = grown;
  memcpy(grown + line->length, bytes, count);
  line->length += count;
  return true;
}

/* Puts whole lines into capitals, in place, line by line; answers how many bytes they are. */
static inline uint32_t upper_lines(uint8_t *bytes, uint32_t count) {
  uint32_t done = 0;
  for (uint8_t *end; (end = memchr(bytes + done, '\n', count - done)) != NULL;) {
    uint32_t behind = end - bytes + 1;
    for (uint32_t i = done; i < behind; i++) {
      uint8_t c = bytes[i];
      bytes[i] = c >= 'a' && c <= 'z' ? c - 32 : c;
    }
    done = behind;
  }
  return done;
}

#endif
