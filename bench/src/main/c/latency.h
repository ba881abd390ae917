/* A histogram of times in nanoseconds; a bucket is at most 1/64 wide of what it holds. */
#ifndef LATENCY_H
#define LATENCY_H

#include <stdint.h>

enum { FINE_BITS = 6, FINE = 1 << FINE_BITS, BUCKETS = FINE * (64 - FINE_BITS) };

struct latency {
  uint64_t counts[BUCKETS], total;
  int64_t largest;
};

static inline unsigned latency_bucket(uint64_t nanos) {
  if (nanos < FINE) {
    return nanos;
  }
  unsigned shift = 63 - __builtin_clzll(nanos) - FINE_BITS;
  return (shift + 1) * FINE + (nanos >> shift) - FINE;
}

static inline void latency_add(struct latency *l, int64_t nanos) {
  uint64_t time = nanos < 0 ? 0 : nanos;
  l->counts[latency_bucket(time)]++;
  l->total++;
  if ((int64_t)time > l->largest) {
    l->largest = time;
  }
}

/* The time in microseconds that this share of all is at or below, to the top of its bucket. */
static inline double latency_at(const struct latency *l, double share) {
  uint64_t seen = 0, wanted = share * l->total;
  for (unsigned i = 0; i < BUCKETS; i++) {
    seen += l->counts[i];
    if (seen > wanted) {
      unsigned shift = i < FINE ? 0 : i / FINE - 1;
      uint64_t top = i < FINE ? i : (uint64_t)(i % FINE + FINE + 1) << shift;
      return (top < (uint64_t)l->largest ? top : (uint64_t)l->largest) / 1000.0;
    }
  }
  return l->largest / 1000.0;
}

#endif
