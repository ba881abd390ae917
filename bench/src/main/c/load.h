/* What the parts of the generator share. Start reading at generator.c. */
#ifndef LOAD_H
#define LOAD_H

#include <inttypes.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>
#include <sys/types.h>

#define SECOND INT64_C(1000000000)
#define LAST_REPLIES (5 * SECOND) /* how long the end is waited for */

enum framing { NONE, LINE, UPPER, U32, DATAGRAM, HTTP };

struct options {
  const char *host;
  int port;
  unsigned connections, bytes, depth;
  enum framing framing;
  double rate; /* messages a second on all connections together; 0: a closed loop */
  double seconds, warm_up;
  uint64_t messages; /* the end comes after so many replies, if it does not come before; 0: no such end */
  int pid;            /* of the server, or 0 */
  bool each_second;   /* tell the rate of each second too */
  const char *engine; /* epoll, uring, or auto */
};

/* Bytes that wait to be sent, or that are being sent. */
struct outgoing {
  uint8_t *bytes;
  uint32_t length, sent;
};

struct connection {
  int fd;
  uint32_t number;
  uint64_t made;      /* messages put into `filling` so far */
  uint64_t checked;   /* replies that came, or were given up */
  uint8_t *expected;  /* the reply that is coming */
  uint32_t had;       /* bytes of it that came */
  int64_t progress;   /* when the last reply came; datagrams only */
  struct outgoing filling, flying;
  uint32_t operations; /* in flight; the engine's */
  bool wants_write;    /* EPOLLOUT is asked for; the engine's */
};

/* How bytes come and go. Only the engine touches `flying`. */
struct engine {
  const char *name;
  bool (*open)(void);                   /* false where the system does not let us */
  void (*add)(struct connection *c);    /* receives from here on */
  void (*send)(struct connection *c);   /* sends `filling`, now or when `flying` is gone */
  void (*turn)(int64_t nanos);          /* does what is due, and waits at most so long for more */
};
extern const struct engine epoll_engine, uring_engine;

extern struct options options;

/* What an engine tells. */
void bytes_came(struct connection *c, const uint8_t *bytes, uint32_t count);
void connection_failed(struct connection *c, const char *what, int error) __attribute__((noreturn));

/* Moves `filling` to `flying`, which must be empty. False when there is nothing to send. */
bool take_off(struct connection *c);

void fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));
void *allocate(size_t bytes);
int64_t now(void);
int64_t own_cpu(void);

/* A socket that is connected to the server; streams without delay. `source`: bound to 127.0.1.1 and up. */
int connected(uint32_t number, bool source, bool wait);
struct sockaddr_in server_address(void);
void bind_source(int fd, uint32_t number);
void send_all(int fd, const uint8_t *bytes, size_t count);
void receive_all(int fd, uint8_t *bytes, size_t count);

/* CPU time of the server. */
struct server_cpu {
  int64_t total;             /* ns, exact */
  uint64_t user, system;     /* clock ticks: only their share is used */
};
struct server_cpu server_cpu(void);
/* Prints what it used between two readings, for each of so many requests. */
void print_server_cpu(struct server_cpu from, struct server_cpu to, uint64_t requests);

void run_load(void);
void run_churn(void);
void run_idle(void);
void run_first(char **command);

#endif
