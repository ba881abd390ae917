/*
 * echo-uring echo|bulk|line: one thread, one io_uring. Multishot accept and receive into provided
 * buffers; a reply is sent from the buffer in which it came, which goes back when the send is complete.
 *
 * One send at a time is in flight on a connection, the others wait in a queue behind it: two could
 * change places when the first meets a full socket. A peer that does not read may hold MOST_PIECES
 * buffers; then its receive is cancelled until it has taken all of them. (64 such peers hold all there
 * are, and the others wait for them: enough for a measurement, and not for a server.)
 */
#define _GNU_SOURCE
#include "row.h"
#include "uring.h"

enum { MOST_PIECES = 16 };

/* What a completion is about: in the low bits of its user_data, the rest is the connection. */
enum kind { ACCEPTED, RECEIVED, SENT, CANCELLED };

/* Bytes to be sent: in a provided buffer, or, where a line began in an earlier one, in memory of its own. */
struct piece {
  struct piece *next;
  uint8_t *bytes;
  uint32_t length;
  int buffer; /* -1: none */
};

struct connection {
  int fd;
  unsigned operations; /* in flight: the descriptor is closed after the last one */
  unsigned pieces;
  struct piece *first, *last;
  struct held_line line;
  struct connection *next_starved;
  bool receiving, cancelling, finished, failed;
};

static struct ring ring;
static struct buffers buffers;
static struct piece *free_pieces;
static struct connection *starved; /* found no buffer; they receive again when one is given back */
static bool lines;

static struct io_uring_sqe *operation(int code, int fd, struct connection *c, enum kind kind) {
  struct io_uring_sqe *sqe = ring_next(&ring);
  if (sqe == NULL) {
    fail("io_uring_enter: %s", strerror(errno));
  }
  sqe->opcode = code;
  sqe->fd = fd;
  sqe->user_data = (uint64_t)(uintptr_t)c | kind;
  if (c != NULL) {
    c->operations++;
  }
  return sqe;
}

static void begin_accept(int listener) {
  operation(IORING_OP_ACCEPT, listener, NULL, ACCEPTED)->ioprio = IORING_ACCEPT_MULTISHOT;
}

static void begin_receive(struct connection *c) {
  struct io_uring_sqe *sqe = operation(IORING_OP_RECV, c->fd, c, RECEIVED);
  sqe->ioprio = IORING_RECV_MULTISHOT;
  sqe->flags = IOSQE_BUFFER_SELECT;
  c->receiving = true;
}

static void cancel_receive(struct connection *c) {
  operation(IORING_OP_ASYNC_CANCEL, -1, c, CANCELLED)->addr = (uint64_t)(uintptr_t)c | RECEIVED;
  c->cancelling = true;
}

static void begin_send(struct connection *c) {
  struct io_uring_sqe *sqe = operation(IORING_OP_SEND, c->fd, c, SENT);
  sqe->addr = (uint64_t)(uintptr_t)c->first->bytes;
  sqe->len = c->first->length;
  sqe->msg_flags = MSG_NOSIGNAL | MSG_WAITALL;
}

static void give_back(int buffer) {
  buffer_give(&buffers, buffer);
  struct connection *c = starved;
  if (c != NULL) {
    starved = c->next_starved;
    begin_receive(c);
  }
}

static void send_piece(struct connection *c, uint8_t *bytes, uint32_t length, int buffer) {
  struct piece *piece = free_pieces != NULL ? free_pieces : allocate(sizeof *piece);
  free_pieces = free_pieces != NULL ? free_pieces->next : NULL;
  *piece = (struct piece){.bytes = bytes, .length = length, .buffer = buffer};
  c->pieces++;
  if (c->first == NULL) {
    c->first = c->last = piece;
    begin_send(c);
  } else {
    c->last->next = piece;
    c->last = piece;
  }
  if (c->pieces >= MOST_PIECES && c->receiving && !c->cancelling) {
    cancel_receive(c);
  }
}

static void remove_first(struct connection *c) {
  struct piece *piece = c->first;
  c->first = piece->next;
  c->pieces--;
  if (piece->buffer >= 0) {
    give_back(piece->buffer);
  } else {
    free(piece->bytes);
  }
  piece->next = free_pieces;
  free_pieces = piece;
}

/* The connection is of no use: nothing waits for it any more, and what is in flight comes to its end. */
static void give_up(struct connection *c) {
  if (!c->failed) {
    c->failed = true;
    shutdown(c->fd, SHUT_RDWR);
  }
}

static void settle(struct connection *c) {
  if (c->failed && c->operations == 0) {
    while (c->first != NULL) {
      remove_first(c);
    }
  }
  if ((c->finished || c->failed) && c->first == NULL && c->operations == 0) {
    close(c->fd);
    free(c->line.bytes);
    free(c);
  } else if (!c->finished && !c->failed && !c->receiving && c->pieces == 0) {
    begin_receive(c); /* it was cancelled, and all is taken */
  }
}

/* Sends the whole lines in a buffer, and holds the beginning of the next. */
static void received_lines(struct connection *c, int buffer, uint32_t count) {
  uint8_t *bytes = buffer_at(&buffers, buffer);
  uint32_t whole = upper_lines(bytes, count);
  bool fits = true;
  if (whole > 0 && c->line.length > 0) {
    uint32_t rest = (uint8_t *)memchr(bytes, '\n', whole) - bytes + 1;
    uint32_t begun = c->line.length;
    fits = hold(&c->line, bytes, rest);
    if (fits) {
      upper_lines(c->line.bytes, begun + rest);
      send_piece(c, c->line.bytes, begun + rest, -1);
      c->line = (struct held_line){0};
      memmove(bytes, bytes + rest, count - rest);
      count -= rest;
      whole -= rest;
    }
  }
  fits = fits && hold(&c->line, bytes + whole, count - whole);
  if (fits && whole > 0) {
    send_piece(c, bytes, whole, buffer);
  } else {
    give_back(buffer);
  }
  if (!fits) {
    give_up(c);
  }
}

static void received(struct connection *c, int result, unsigned flags) {
  if (!(flags & IORING_CQE_F_MORE)) {
    c->operations--;
    c->receiving = c->cancelling = false;
  }
  int buffer = flags & IORING_CQE_F_BUFFER ? (int)(flags >> IORING_CQE_BUFFER_SHIFT) : -1;
  if (result > 0 && c->failed) {
    give_back(buffer);
  } else if (result > 0 && lines) {
    received_lines(c, buffer, result);
  } else if (result > 0) {
    send_piece(c, buffer_at(&buffers, buffer), result, buffer);
  } else if (result == 0) {
    c->finished = true;
  } else if (result != -ENOBUFS && result != -ECANCELED && result != -EINTR) {
    give_up(c);
  }
  if (!c->receiving && !c->finished && !c->failed && c->pieces < MOST_PIECES) {
    if (result == -ENOBUFS && c->pieces == 0) {
      c->receiving = true; /* as good as: it waits for a buffer */
      c->next_starved = starved;
      starved = c;
    } else if (result != -ENOBUFS && result != -ECANCELED) {
      begin_receive(c);
    }
  }
  settle(c);
}

static void sent(struct connection *c, int result) {
  c->operations--;
  struct piece *piece = c->first;
  if (result < 0 && result != -EINTR && result != -EAGAIN) {
    give_up(c);
  } else if (!c->failed && result < (int)piece->length) {
    uint32_t taken = result > 0 ? result : 0;
    memmove(piece->bytes, piece->bytes + taken, piece->length - taken);
    piece->length -= taken;
    begin_send(c);
  } else {
    remove_first(c);
    if (c->first != NULL && !c->failed) {
      begin_send(c);
    }
  }
  settle(c);
}

static void accepted(int listener, int result, unsigned flags) {
  if (result >= 0) {
    struct connection *c = allocate(sizeof *c);
    c->fd = result;
    begin_receive(c);
  } else if (result == -EMFILE || result == -ENFILE) {
    usleep(10000); /* they wait in the queue */
  } else if (result != -ECONNABORTED && result != -EINTR && result != -EAGAIN) {
    fail("accept: %s", strerror(-result));
  }
  if (!(flags & IORING_CQE_F_MORE)) {
    begin_accept(listener);
  }
}

int main(int count, char **arguments) {
  const char *mode = count > 1 ? arguments[1] : "echo";
  lines = strcmp(mode, "line") == 0;
  bool bulk = strcmp(mode, "bulk") == 0;
  int listener = listening_socket();
  if (!ring_open(&ring, 512, 8192) ||
      !buffers_open(&buffers, &ring, bulk ? 256 : 1024, bulk ? 16 << 10 : 1 << 10)) {
    fail("no io_uring here: %s", strerror(errno));
  }
  begin_accept(listener);
  announce(listener);
  while (true) {
    if (!ring_turn(&ring, 1, -1)) {
      fail("io_uring_enter: %s", strerror(errno));
    }
    for (struct io_uring_cqe *cqe; (cqe = ring_completion(&ring)) != NULL;) {
      struct connection *c = (struct connection *)(uintptr_t)(cqe->user_data & ~(uint64_t)3);
      enum kind kind = cqe->user_data & 3;
      int result = cqe->res;
      unsigned flags = cqe->flags;
      ring_seen(&ring);
      switch (kind) {
        case ACCEPTED: accepted(listener, result, flags); break;
        case RECEIVED: received(c, result, flags); break;
        case SENT: sent(c, result); break;
        case CANCELLED:
          c->operations--;
          settle(c);
      }
    }
  }
}
