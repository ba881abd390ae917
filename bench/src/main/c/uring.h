/*
 * io_uring by its system calls (io_uring_setup(2), io_uring_enter(2), io_uring_register(2)), without
 * liburing: a submission and a completion queue, and a ring of provided buffers. One thread.
 *
 * What is newer than some installed kernel headers is defined here.
 */
#ifndef URING_H
#define URING_H

#include <errno.h>
#include <linux/io_uring.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#ifndef IORING_SETUP_NO_SQARRAY
#define IORING_SETUP_NO_SQARRAY (1U << 16)
#endif
#ifndef IORING_ENTER_REGISTERED_RING
#define IORING_ENTER_REGISTERED_RING (1U << 4)
#endif
#ifndef IORING_REGISTER_RING_FDS
#define IORING_REGISTER_RING_FDS 20
#endif
#define REGISTERED_RING (1U << 31) /* IORING_REGISTER_USE_REGISTERED_RING, an enum where it is known */

struct ring {
  int fd;
  unsigned enter_flags;
  unsigned *sq_head, *sq_tail, sq_mask, sq_entries;
  unsigned tail;      /* ours, ahead of *sq_tail until the next turn */
  unsigned submitted; /* what the kernel was told of */
  struct io_uring_sqe *sqes;
  unsigned *cq_head, *cq_tail, cq_mask;
  struct io_uring_cqe *cqes;
};

static inline void *ring_map(int fd, size_t bytes, off_t offset) {
  return mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, offset);
}

/* False, with errno, where there is no io_uring or it may not be used. */
static inline bool ring_open(struct ring *r, unsigned entries, unsigned completions) {
  struct io_uring_params p = {
      .flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_SUBMIT_ALL |
               IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP | IORING_SETUP_NO_SQARRAY,
      .cq_entries = completions};
  int fd = syscall(__NR_io_uring_setup, entries, &p);
  if (fd < 0 && errno == EINVAL) { /* before Linux 6.6 */
    p.flags &= ~IORING_SETUP_NO_SQARRAY;
    fd = syscall(__NR_io_uring_setup, entries, &p);
  }
  if (fd < 0) {
    return false;
  }
  size_t sq_bytes = p.sq_off.array + p.sq_entries * sizeof(unsigned);
  size_t cq_bytes = p.cq_off.cqes + p.cq_entries * sizeof(struct io_uring_cqe);
  uint8_t *queues = ring_map(fd, sq_bytes > cq_bytes ? sq_bytes : cq_bytes, IORING_OFF_SQ_RING);
  void *sqes = ring_map(fd, p.sq_entries * sizeof(struct io_uring_sqe), IORING_OFF_SQES);
  if (queues == MAP_FAILED || sqes == MAP_FAILED) {
    return false;
  }
  *r = (struct ring){.fd = fd,
                     .sq_head = (unsigned *)(queues + p.sq_off.head),
                     .sq_tail = (unsigned *)(queues + p.sq_off.tail),
                     .sq_mask = p.sq_entries - 1,
                     .sq_entries = p.sq_entries,
                     .sqes = sqes,
                     .cq_head = (unsigned *)(queues + p.cq_off.head),
                     .cq_tail = (unsigned *)(queues + p.cq_off.tail),
                     .cq_mask = p.cq_entries - 1,
                     .cqes = (struct io_uring_cqe *)(queues + p.cq_off.cqes)};
  if (!(p.flags & IORING_SETUP_NO_SQARRAY)) {
    for (unsigned i = 0; i < p.sq_entries; i++) {
      ((unsigned *)(queues + p.sq_off.array))[i] = i;
    }
  }
  struct io_uring_rsrc_update own = {.offset = -1U, .data = fd};
  if (syscall(__NR_io_uring_register, fd, IORING_REGISTER_RING_FDS, &own, 1) == 1) {
    r->fd = own.offset;
    r->enter_flags = IORING_ENTER_REGISTERED_RING;
  }
  return true;
}

/*
 * Submits what is queued, and waits for `least` completions, at most `nanos` if that is not negative.
 * False, with errno, when the ring is of no use; interrupted, busy and late are none of that.
 */
static inline bool ring_turn(struct ring *r, unsigned least, int64_t nanos) {
  struct __kernel_timespec time = {.tv_sec = nanos / 1000000000, .tv_nsec = nanos % 1000000000};
  struct io_uring_getevents_arg wait = {.ts = (uint64_t)(uintptr_t)&time};
  bool timed = least > 0 && nanos >= 0;
  unsigned flags = r->enter_flags | IORING_ENTER_GETEVENTS | (timed ? IORING_ENTER_EXT_ARG : 0);
  __atomic_store_n(r->sq_tail, r->tail, __ATOMIC_RELEASE);
  int taken = syscall(__NR_io_uring_enter, r->fd, r->tail - r->submitted, least, flags,
                      timed ? &wait : NULL, timed ? sizeof wait : 0);
  if (taken < 0) {
    r->submitted = __atomic_load_n(r->sq_head, __ATOMIC_ACQUIRE);
    return errno == EINTR || errno == EAGAIN || errno == EBUSY || errno == ETIME;
  }
  r->submitted += taken;
  return true;
}

/* A cleared entry to be filled in; NULL, with errno, when the ring is of no use. */
static inline struct io_uring_sqe *ring_next(struct ring *r) {
  while (r->tail - __atomic_load_n(r->sq_head, __ATOMIC_ACQUIRE) == r->sq_entries) {
    if (!ring_turn(r, 0, -1)) {
      return NULL;
    }
  }
  struct io_uring_sqe *sqe = &r->sqes[r->tail++ & r->sq_mask];
  memset(sqe, 0, sizeof *sqe);
  return sqe;
}

/* The next completion, or NULL; it is valid until ring_seen. */
static inline struct io_uring_cqe *ring_completion(struct ring *r) {
  unsigned head = *r->cq_head;
  return head == __atomic_load_n(r->cq_tail, __ATOMIC_ACQUIRE) ? NULL : &r->cqes[head & r->cq_mask];
}

static inline void ring_seen(struct ring *r) {
  __atomic_store_n(r->cq_head, *r->cq_head + 1, __ATOMIC_RELEASE);
}

/* Buffers that the kernel takes from as bytes come; one group for each ring here. */
struct buffers {
  struct io_uring_buf_ring *ring;
  uint8_t *memory;
  unsigned count, bytes; /* how many, a power of two, and of what size */
  uint16_t tail;
};

static inline uint8_t *buffer_at(const struct buffers *b, unsigned id) {
  return b->memory + (size_t)id * b->bytes;
}

static inline void buffer_give(struct buffers *b, unsigned id) {
  struct io_uring_buf *slot = &b->ring->bufs[b->tail & (b->count - 1)];
  /* Field by field: the ring's tail lies over the last bytes of the first slot. */
  slot->addr = (uint64_t)(uintptr_t)buffer_at(b, id);
  slot->len = b->bytes;
  slot->bid = id;
  __atomic_store_n(&b->ring->tail, ++b->tail, __ATOMIC_RELEASE);
}

static inline bool buffers_open(struct buffers *b, struct ring *r, unsigned count, unsigned bytes) {
  size_t ring_bytes = count * sizeof(struct io_uring_buf);
  *b = (struct buffers){.count = count, .bytes = bytes};
  b->ring = mmap(NULL, ring_bytes, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
  b->memory =
      mmap(NULL, (size_t)count * bytes, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
  if (b->ring == MAP_FAILED || b->memory == MAP_FAILED) {
    return false;
  }
  struct io_uring_buf_reg group = {.ring_addr = (uint64_t)(uintptr_t)b->ring,
                                   .ring_entries = count};
  unsigned registered = r->enter_flags ? REGISTERED_RING : 0;
  if (syscall(__NR_io_uring_register, r->fd, IORING_REGISTER_PBUF_RING | registered, &group, 1) <
      0) {
    return false;
  }
  for (unsigned id = 0; id < count; id++) {
    buffer_give(b, id);
  }
  return true;
}

#endif
