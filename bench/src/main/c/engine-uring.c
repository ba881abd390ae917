/* The generator's sockets by io_uring: cheaper than a server's, so that it is not what is measured. */
#define _GNU_SOURCE
#include "load.h"
#include "uring.h"
#include <sys/socket.h>

enum { BUFFER_MEMORY = 4 << 20, SENT = 1 };

static struct ring ring;
static struct buffers buffers;

static bool open_uring(void) {
  unsigned bytes = 1 << 10;
  while (bytes < options.bytes * options.depth && bytes < 16 << 10) {
    bytes <<= 1;
  }
  return ring_open(&ring, 1024, 8192) &&
         buffers_open(&buffers, &ring, BUFFER_MEMORY / bytes, bytes);
}

static struct io_uring_sqe *operation(int code, struct connection *c, unsigned tag) {
  struct io_uring_sqe *sqe = ring_next(&ring);
  if (sqe == NULL) {
    fail("io_uring_enter: %s", strerror(errno));
  }
  sqe->opcode = code;
  sqe->fd = c->fd;
  sqe->user_data = (uint64_t)(uintptr_t)c | tag;
  return sqe;
}

static void add(struct connection *c) {
  struct io_uring_sqe *sqe = operation(IORING_OP_RECV, c, 0);
  sqe->ioprio = IORING_RECV_MULTISHOT;
  sqe->flags = IOSQE_BUFFER_SELECT;
}

static void send_part(struct connection *c, uint32_t from, uint32_t length) {
  struct io_uring_sqe *sqe = operation(IORING_OP_SEND, c, SENT);
  sqe->addr = (uint64_t)(uintptr_t)(c->flying.bytes + from);
  sqe->len = length;
  sqe->msg_flags = MSG_NOSIGNAL | MSG_WAITALL;
  c->operations++;
}

static void send_next(struct connection *c) {
  if (c->flying.length > 0 || !take_off(c)) {
    return;
  }
  uint32_t part = options.framing == DATAGRAM ? options.bytes : c->flying.length;
  for (uint32_t from = 0; from < c->flying.length; from += part) {
    send_part(c, from, part);
  }
}

static void sent(struct connection *c, int result) {
  c->operations--;
  if (result < 0 && result != -EINTR && result != -EAGAIN) {
    connection_failed(c, "send", -result);
  }
  c->flying.sent += result < 0 ? 0 : result;
  if (c->operations > 0) {
    return;
  }
  if (options.framing != DATAGRAM && c->flying.sent < c->flying.length) {
    send_part(c, c->flying.sent, c->flying.length - c->flying.sent);
    return;
  }
  c->flying.length = c->flying.sent = 0;
  send_next(c);
}

static void received(struct connection *c, int result, unsigned flags) {
  if (result > 0) {
    unsigned id = flags >> IORING_CQE_BUFFER_SHIFT;
    bytes_came(c, buffer_at(&buffers, id), result);
    buffer_give(&buffers, id);
  } else if (result != -ENOBUFS && result != -EINTR && result != -EAGAIN) {
    connection_failed(c, "receive", -result);
  }
  if (!(flags & IORING_CQE_F_MORE)) {
    add(c);
  }
}

static void turn(int64_t nanos) {
  if (!ring_turn(&ring, nanos > 0, nanos)) {
    fail("io_uring_enter: %s", strerror(errno));
  }
  for (struct io_uring_cqe *cqe; (cqe = ring_completion(&ring)) != NULL;) {
    struct connection *c = (struct connection *)(uintptr_t)(cqe->user_data & ~(uint64_t)SENT);
    bool send = cqe->user_data & SENT;
    int result = cqe->res;
    unsigned flags = cqe->flags;
    ring_seen(&ring);
    if (send) {
      sent(c, result);
    } else {
      received(c, result, flags);
    }
  }
}

const struct engine uring_engine = {
    .name = "uring", .open = open_uring, .add = add, .send = send_next, .turn = turn};
