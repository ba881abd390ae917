/* Sends each text as a datagram and prints the answers:

     cc -o upper_udp upper_udp.c && ./upper_udp HOST PORT TEXT...

   Datagrams may be lost, so there is a timeout and another try; answers may come late, so one counts
   only for a text that it answers. */

#include <ctype.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { TRIES = 5, LONGEST_DATAGRAM = 65535 };

static void fail(const char *what) {
  perror(what);
  exit(1);
}

/* Tells the kernel whose datagrams we want: others are not received. */
static int endpoint_to(const char *host, const char *port) {
  struct addrinfo wanted = {.ai_socktype = SOCK_DGRAM}, *address;
  int problem = getaddrinfo(host, port, &wanted, &address);
  if (problem != 0) {
    fprintf(stderr, "%s: %s\n", host, gai_strerror(problem));
    exit(1);
  }
  int endpoint = socket(address->ai_family, address->ai_socktype, address->ai_protocol);
  if (endpoint < 0) fail("socket");
  if (connect(endpoint, address->ai_addr, address->ai_addrlen) < 0) fail("connect");
  struct timeval timeout = {.tv_sec = 2};
  setsockopt(endpoint, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  freeaddrinfo(address);
  return endpoint;
}

static int is_upper_of(const char *answer, size_t length, const char *text) {
  if (length != strlen(text)) return 0;
  for (size_t i = 0; i < length; i++) {
    if (answer[i] != toupper((unsigned char)text[i])) return 0;
  }
  return 1;
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: %s HOST PORT TEXT...\n", argv[0]);
    return 2;
  }
  int endpoint = endpoint_to(argv[1], argv[2]);
  int waiting = argc - 3; /* texts without an answer; an answered one becomes NULL in argv */

  for (int attempt = 0; attempt < TRIES && waiting > 0; attempt++) {
    for (int i = 3; i < argc; i++) {
      if (argv[i] != NULL && send(endpoint, argv[i], strlen(argv[i]), 0) < 0) fail("send");
    }
    while (waiting > 0) {
      static char answer[LONGEST_DATAGRAM]; /* a smaller one would cut a datagram off */
      ssize_t length = recv(endpoint, answer, sizeof answer, 0);
      if (length < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break; /* timeout: try again */
      if (length < 0) fail("recv");
      for (int i = 3; i < argc; i++) {
        if (argv[i] != NULL && is_upper_of(answer, (size_t)length, argv[i])) {
          printf("%.*s\n", (int)length, answer);
          argv[i] = NULL;
          waiting--;
          break;
        }
      }
    }
  }
  close(endpoint);
  if (waiting > 0) fprintf(stderr, "upper: no answer\n");
  return waiting > 0 ? 1 : 0;
}
