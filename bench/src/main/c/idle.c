/* Opens connections, has one message echoed on each, and keeps them until standard input ends. */
#define _GNU_SOURCE
#include "load.h"
#include "pattern.h"
#include <stdio.h>
#include <unistd.h>

void run_idle(void) {
  uint8_t *message = allocate(options.bytes + 8), *reply = allocate(options.bytes + 8);
  uint8_t *came = allocate(options.bytes + 8);
  for (uint32_t i = 0; i < options.connections; i++) {
    int fd = connected(i, true, true);
    make_message(i, 0, message, false);
    make_message(i, 0, reply, true);
    send_all(fd, message, options.bytes);
    receive_all(fd, came, options.bytes);
    if (memcmp(came, reply, options.bytes) != 0) {
      fail("connection %u: a wrong reply", i);
    }
  }
  printf("open=%u\n", options.connections);
  fflush(stdout);
  char ignored[64];
  while (read(0, ignored, sizeof ignored) > 0) {
    /* they are kept */
  }
}
