/* Answers text in capitals, with a process for each client:

     cc -o upperd upper_tcp_server.c && ./upperd PORT

   The lecture's server takes one recv() for the text, which is as much of it as has come by then, and
   serves one client after the other, so that one who says nothing holds up all. Nothing in this
   protocol says where a text ends; here a line does, the client's end, or some silence. */

#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

enum {
  LONGEST = 65536, /* bytes of a text */
  PATIENCE = 60,   /* seconds for a client to say something, and to take its answer */
  SILENCE = 2,     /* seconds after which a text is over that does not say so */
};

static void fail(const char *what) {
  perror(what);
  exit(1);
}

/* Letter by letter, which need not be byte by byte: "ë" is two of them. What has a capital of
   another size, and bytes that are no text, stay as they are. */
static void to_upper(char *text, size_t length) {
  mbstate_t state = {0};
  for (size_t at = 0; at < length;) {
    wchar_t letter;
    char capital[MB_LEN_MAX];
    size_t size = mbrtowc(&letter, text + at, length - at, &state);
    if (size == 0 || size > MB_LEN_MAX) { /* a NUL, or no letter */
      memset(&state, 0, sizeof state);
      size = 1;
    } else if (wcrtomb(capital, (wchar_t)towupper((wint_t)letter), &state) == size) {
      memcpy(text + at, capital, size);
    }
    at += size;
  }
}

/* How long recv() and send() wait before they fail with EAGAIN. */
static void set_patience(int connection, int seconds) {
  struct timeval time = {.tv_sec = seconds};
  setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

/* Up to the end of a line, of the stream, or of patience; its length. */
static size_t receive_text(int connection, char *text) {
  size_t length = 0;
  set_patience(connection, PATIENCE);
  while (length < LONGEST) {
    ssize_t count = recv(connection, text + length, LONGEST - length, 0);
    if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK) fail("recv");
    if (count <= 0) break;
    const char *end_of_line = memchr(text + length, '\n', (size_t)count);
    if (end_of_line != NULL) return (size_t)(end_of_line + 1 - text);
    length += (size_t)count;
    set_patience(connection, SILENCE);
  }
  return length;
}

/* send() may take only a part. MSG_NOSIGNAL: a client that is gone is an error, not our death. */
static void send_all(int connection, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = send(connection, bytes, count, MSG_NOSIGNAL);
    if (sent < 0) fail("send");
    bytes += sent;
    count -= (size_t)sent;
  }
}

static void serve(int connection) {
  static char text[LONGEST];
  size_t length = receive_text(connection, text);
  to_upper(text, length);
  set_patience(connection, PATIENCE);
  send_all(connection, text, length);
  shutdown(connection, SHUT_WR);
  /* To close with bytes unread is a reset, and that can destroy an answer still on its way. */
  while (recv(connection, text, LONGEST, 0) > 0) {
  }
  close(connection);
}

static int listening_on(unsigned short port) {
  int server = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {
      .sin_family = AF_INET,
      .sin_port = htons(port), /* numbers on the wire have their highest byte first */
      .sin_addr.s_addr = htonl(INADDR_LOOPBACK), /* this machine only; INADDR_ANY: everybody */
  };
  int on = 1; /* connections of an earlier run may linger in TIME_WAIT: bind() all the same */
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (server < 0 || bind(server, (struct sockaddr *)&address, sizeof address) < 0
      || listen(server, 128) < 0) { /* 128 may wait for accept(); any number is served */
    fprintf(stderr, "upper: cannot listen on port %d: %s\n", port, strerror(errno));
    exit(1);
  }
  socklen_t size = sizeof address;
  getsockname(server, (struct sockaddr *)&address, &size); /* port 0 was any free one */
  printf("listening on %d\n", ntohs(address.sin_port));
  fflush(stdout); /* or the children would have it in their buffers too */
  return server;
}

int main(int argc, char **argv) {
  char *end = "?";
  unsigned long port = argc == 2 ? strtoul(argv[1], &end, 10) : 0;
  if (*end != '\0' || port > 65535) {
    fprintf(stderr, "usage: %s PORT\n", argv[0]);
    return 2;
  }
  setlocale(LC_CTYPE, "C.UTF-8"); /* what letters there are, and which are their capitals */
  signal(SIGCHLD, SIG_IGN);       /* nobody waits for the children: no zombies */
  int server = listening_on((unsigned short)port);

  for (;;) {
    int connection = accept(server, NULL, NULL);
    pid_t child = connection < 0 ? -1 : fork();
    if (child == 0) {
      close(server);
      serve(connection);
      return 0;
    }
    if (child < 0) { /* too many open files, or processes: some of them end meanwhile */
      perror(connection < 0 ? "accept" : "fork");
      nanosleep(&(struct timespec){.tv_nsec = 100 * 1000 * 1000}, NULL);
    }
    if (connection >= 0) close(connection); /* the child has it; open here, it would never end */
  }
}
