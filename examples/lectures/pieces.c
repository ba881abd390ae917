/* Sends what it reads in segments of its choice, and writes what comes back:

     cc -o pieces pieces.c && ./pieces HOST PORT [open] [CUT... | each] <message

   A CUT is the number of bytes before it; "each" sends every byte alone. TCP has no message borders:
   a server must give the same answer however the message was cut. At the end the client says that
   it sends no more, or with "open" leaves it to the server to close. */

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what) {
  perror(what);
  exit(1);
}

/* Tries every address that the host has. */
static int dial(const char *host, const char *port) {
  struct addrinfo wanted = {.ai_socktype = SOCK_STREAM}, *addresses;
  int problem = getaddrinfo(host, port, &wanted, &addresses);
  if (problem != 0) {
    fprintf(stderr, "%s: %s\n", host, gai_strerror(problem));
    exit(1);
  }
  struct timeval timeout = {.tv_sec = 10};
  for (struct addrinfo *one = addresses; one != NULL; one = one->ai_next) {
    int connection = socket(one->ai_family, one->ai_socktype, one->ai_protocol);
    if (connection >= 0) {
      setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
      setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
      if (connect(connection, one->ai_addr, one->ai_addrlen) == 0) {
        freeaddrinfo(addresses);
        return connection;
      }
      close(connection);
    }
  }
  fail("connect");
  return -1;
}

/* send() may take only a part. MSG_NOSIGNAL: a server that is gone is an error, not our death. */
static void send_all(int connection, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = send(connection, bytes, count, MSG_NOSIGNAL);
    if (sent < 0) fail("send");
    bytes += sent;
    count -= (size_t)sent;
  }
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

enum { MOST = 65536 };
static char message[MOST];
static char cut[MOST + 1]; /* whether a segment ends before this byte */

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: %s HOST PORT [open] [CUT... | each] <message\n", argv[0]);
    return 2;
  }
  size_t length = fread(message, 1, MOST, stdin);
  int stays_open = 0;
  cut[length] = 1;
  for (int i = 3; i < argc; i++) {
    if (strcmp(argv[i], "open") == 0) {
      stays_open = 1;
    } else if (strcmp(argv[i], "each") == 0) {
      memset(cut, 1, length);
    } else {
      size_t at = strtoul(argv[i], NULL, 10);
      if (at < length) cut[at] = 1;
    }
  }

  int connection = dial(argv[1], argv[2]);
  int at_once = 1;
  setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
  /* Between segments, so that the server can read one before the next is there. */
  const struct timespec gap = {.tv_nsec = 20 * 1000 * 1000};
  double sent_at = now();
  for (size_t start = 0, end = 1; end <= length; end++) {
    if (cut[end]) {
      if (start > 0) nanosleep(&gap, NULL);
      send_all(connection, message + start, end - start);
      if (now() - sent_at > 0.15) return 75; /* that was a pause and not a cut: try again */
      sent_at = now();
      start = end;
    }
  }
  if (!stays_open) shutdown(connection, SHUT_WR);

  char reply[4096];
  ssize_t count;
  while ((count = recv(connection, reply, sizeof reply, 0)) > 0) {
    fwrite(reply, 1, (size_t)count, stdout);
  }
  if (count < 0) fail("recv");
  close(connection);
  return 0;
}
