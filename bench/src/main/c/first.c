/*
 * Starts a server, waits until it has said where it listens, sends one byte and waits for its echo. The
 * time is that from fork(2) to the byte. A line of the server's output that has "listening PORT" in it,
 * or "127.0.0.1:PORT", says where; lines of its standard error count too.
 */
#define _GNU_SOURCE
#include "load.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t start(char **command, int *output, int *input) {
  int said[2], keep[2];
  if (pipe(said) != 0 || pipe(keep) != 0) {
    fail("pipe: %s", strerror(errno));
  }
  pid_t child = fork();
  if (child == 0) {
    dup2(keep[0], 0);
    dup2(said[1], 1);
    dup2(said[1], 2);
    close(said[0]);
    close(keep[1]);
    execvp(command[0], command);
    _exit(127);
  }
  if (child < 0) {
    fail("fork: %s", strerror(errno));
  }
  close(said[1]);
  close(keep[0]);
  *output = said[0];
  *input = keep[1];
  return child;
}

static int port_in(const char *line) {
  const char *at = strstr(line, "listening ");
  if (at != NULL) {
    return atoi(at + strlen("listening "));
  }
  at = strstr(line, "127.0.0.1:");
  return at != NULL ? atoi(at + strlen("127.0.0.1:")) : 0;
}

void run_first(char **command) {
  int output, input;
  int64_t from = now();
  pid_t child = start(command, &output, &input);
  FILE *lines = fdopen(output, "r");
  char line[4096];
  options.port = 0;
  while (options.port == 0) {
    if (lines == NULL || fgets(line, sizeof line, lines) == NULL) {
      kill(child, SIGKILL);
      fail("%s ended before it said where it listens", command[0]);
    }
    options.port = port_in(line);
  }
  int64_t listening = now();
  int fd = connected(0, false, true);
  uint8_t byte = 'x';
  send_all(fd, &byte, 1);
  receive_all(fd, &byte, 1);
  int64_t first = now();
  if (byte != 'x') {
    fail("0x%02x came back for 0x%02x", byte, 'x');
  }
  close(fd);
  close(input);
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  printf("first_ms=%.3f listening_ms=%.3f\n", (first - from) / 1e6, (listening - from) / 1e6);
}
