/* Sends a user name and prints the answer:  cc -o hello hello_client.c && ./hello HOST PORT NAME */

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

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: %s HOST PORT NAME\n", argv[0]);
    return 2;
  }
  int connection = dial(argv[1], argv[2]);
  send_all(connection, argv[3], strlen(argv[3])); /* without the NUL at its end */
  shutdown(connection, SHUT_WR);                  /* that was all */

  char reply[1024];
  ssize_t count;
  size_t total = 0;
  while ((count = recv(connection, reply, sizeof reply, 0)) > 0) {
    fwrite(reply, 1, (size_t)count, stdout); /* the bytes that came, not the whole array */
    total += (size_t)count;
  }
  if (count < 0) fail("recv");
  if (total == 0) {
    fprintf(stderr, "hello: the server closed without an answer\n");
    return 1;
  }
  putchar('\n');
  close(connection);
  return 0;
}
