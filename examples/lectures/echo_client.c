/* Sends each text and prints what comes back:  cc -o echo echo_client.c && ./echo HOST PORT TEXT... */

#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
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

/* One recv() may give less than was sent: how much is known, so go on until it is there. */
static void receive_exactly(int connection, char *bytes, size_t wanted) {
  size_t received = 0;
  while (received < wanted) {
    ssize_t count = recv(connection, bytes + received, wanted - received, 0);
    if (count < 0) fail("recv");
    if (count == 0) {
      fprintf(stderr, "echo: the server closed too early\n");
      exit(1);
    }
    received += (size_t)count;
  }
}

/* More on its way than both systems keep, and each side waits for the other to read. */
enum { AT_ONCE = 4096 };

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: %s HOST PORT TEXT...\n", argv[0]);
    return 2;
  }
  int connection = dial(argv[1], argv[2]);
  for (int i = 3; i < argc; i++) {
    const char *text = argv[i];
    for (size_t rest = strlen(text); rest > 0;) {
      char back[AT_ONCE];
      size_t count = rest < AT_ONCE ? rest : AT_ONCE;
      send_all(connection, text, count);
      receive_exactly(connection, back, count);
      fwrite(back, 1, count, stdout); /* recv() adds no NUL */
      text += count;
      rest -= count;
    }
    putchar('\n');
  }
  close(connection);
  return 0;
}
