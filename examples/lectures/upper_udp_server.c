/* Answers each datagram in capitals, to where it came from:

     cc -o upperd upper_udp_server.c && ./upperd PORT

   There is no connection, so no listen() and no accept(): one socket serves everybody, and each
   datagram says who sent it. */

#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

enum { LARGEST = 65535 }; /* a smaller buffer would throw the rest of a datagram away */

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

static int bound_to(unsigned short port) {
  int endpoint = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in address = {
      .sin_family = AF_INET,
      .sin_port = htons(port), /* numbers on the wire have their highest byte first */
      .sin_addr.s_addr = htonl(INADDR_LOOPBACK), /* this machine only; INADDR_ANY: everybody */
  };
  if (endpoint < 0 || bind(endpoint, (struct sockaddr *)&address, sizeof address) < 0) {
    fprintf(stderr, "upper: cannot receive on port %d: %s\n", port, strerror(errno));
    exit(1);
  }
  socklen_t size = sizeof address;
  getsockname(endpoint, (struct sockaddr *)&address, &size); /* port 0 was any free one */
  printf("listening on %d\n", ntohs(address.sin_port));
  fflush(stdout);
  return endpoint;
}

int main(int argc, char **argv) {
  char *end = "?";
  unsigned long port = argc == 2 ? strtoul(argv[1], &end, 10) : 0;
  if (*end != '\0' || port > 65535) {
    fprintf(stderr, "usage: %s PORT\n", argv[0]);
    return 2;
  }
  setlocale(LC_CTYPE, "C.UTF-8"); /* what letters there are, and which are their capitals */
  int endpoint = bound_to((unsigned short)port);

  for (;;) {
    static char datagram[LARGEST];
    struct sockaddr_in client;
    socklen_t size = sizeof client;
    ssize_t length =
        recvfrom(endpoint, datagram, sizeof datagram, 0, (struct sockaddr *)&client, &size);
    if (length < 0) {
      perror("recvfrom");
      continue;
    }
    to_upper(datagram, (size_t)length);
    if (sendto(endpoint, datagram, (size_t)length, 0, (struct sockaddr *)&client, size) < 0) {
      perror("sendto"); /* there is no way to that client */
    }
  }
}
