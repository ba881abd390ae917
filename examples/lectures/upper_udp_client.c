/* Sends each text as a datagram and prints the answers:

     cc -o upper upper_udp_client.c && ./upper HOST PORT TEXT...

   Datagrams may be lost, so there is a timeout and another try; answers may come late, so one counts
   only for a text that it answers. */

#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

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

/* Letter by letter, which need not be byte by byte: "ë" is two of them. */
static int is_upper_of(const char *answer, size_t length, const char *text) {
  const char *answer_end = answer + length, *text_end = text + strlen(text);
  mbstate_t in_answer = {0}, in_text = {0};
  while (answer < answer_end && text < text_end) {
    wchar_t upper, letter;
    size_t wide = mbrtowc(&upper, answer, (size_t)(answer_end - answer), &in_answer);
    size_t narrow = mbrtowc(&letter, text, (size_t)(text_end - text), &in_text);
    if (wide == 0 || wide > MB_LEN_MAX || narrow > MB_LEN_MAX) return 0; /* that is no text */
    if (upper != (wchar_t)towupper((wint_t)letter)) return 0;
    answer += wide;
    text += narrow;
  }
  return answer == answer_end && text == text_end;
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: %s HOST PORT TEXT...\n", argv[0]);
    return 2;
  }
  setlocale(LC_CTYPE, "C.UTF-8"); /* what letters there are, and which are their capitals */
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
