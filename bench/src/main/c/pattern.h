/* What the messages are: every one differs from every other, on its connection and on all others. */
#ifndef PATTERN_H
#define PATTERN_H

#include "http.h"
#include "load.h"
#include <arpa/inet.h>
#include <string.h>

/* Spreads the bits of a number over 64; the finalizer of MurmurHash3, which is a bijection. */
static inline uint64_t spread(uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53ULL;
  return x ^ x >> 33;
}

/* Message `index` of a connection with its framing, as it is sent or as it must come back. */
static inline void make_message(uint32_t number, uint64_t index, uint8_t *to, bool reply) {
  uint32_t bytes = options.bytes;
  if (options.framing == HTTP) {
    memcpy(to, reply ? HTTP_REPLY : HTTP_REQUEST, bytes);
    return;
  }
  uint64_t state = spread((uint64_t)number << 40 ^ index);
  /* For lines 6 bits a byte from 0x40 on, or 4 bits from 'a' on: neither has a line feed. */
  bool text = options.framing == LINE, lower = options.framing == UPPER;
  uint64_t kept = text ? 0x3f3f3f3f3f3f3f3fULL : lower ? 0x0f0f0f0f0f0f0f0fULL : ~0ULL;
  uint64_t first = reply ? 'A' : 'a';
  uint64_t added = text ? 0x4040404040404040ULL : lower ? first * 0x0101010101010101ULL : 0;
  for (uint32_t at = 0; at < bytes; at += 8) {
    state += 0x9e3779b97f4a7c15ULL;
    uint64_t word = ((state ^ state >> 29) & kept) + added;
    memcpy(to + at, &word, bytes - at < 8 ? bytes - at : 8);
  }
  if (text || lower) {
    to[bytes - 1] = '\n';
  } else if (options.framing == U32) {
    uint32_t length = htonl(bytes - 4);
    memcpy(to, &length, 4);
  } else if (options.framing == DATAGRAM) {
    memcpy(to, &index, 8); /* which one it is, because others may be lost */
  }
}

#endif
