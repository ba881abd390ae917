/*
 * echo-mmsg udp: sends every datagram back; recvmmsg(2) and sendmmsg(2) take as many as there are, up
 * to BATCH, in one call. One that is longer than a buffer is dropped, not sent back cut.
 */
#define _GNU_SOURCE
#include "row.h"

enum { BATCH = 256, LONGEST = 2048, QUEUE = 4 << 20 };

static struct mmsghdr messages[BATCH];
static struct iovec places[BATCH];
static struct sockaddr_in senders[BATCH];
static uint8_t memory[BATCH][LONGEST];

static void prepare(int i) {
  places[i] = (struct iovec){.iov_base = memory[i], .iov_len = LONGEST};
  messages[i].msg_hdr = (struct msghdr){.msg_name = &senders[i],
                                        .msg_namelen = sizeof senders[i],
                                        .msg_iov = &places[i],
                                        .msg_iovlen = 1};
}

/* Sends all of them; one that cannot be sent is lost, as datagrams are. */
static void send_all(int fd, int count) {
  for (int done = 0; done < count;) {
    int sent = sendmmsg(fd, messages + done, count - done, 0);
    if (sent > 0) {
      done += sent;
    } else if (errno != EINTR) {
      done++;
    }
  }
}

int main(void) {
  int fd = bound_socket(SOCK_DGRAM), queue = QUEUE;
  /* As much as net.core.rmem_max lets anybody have. */
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &queue, sizeof queue);
  announce(fd);
  for (int i = 0; i < BATCH; i++) {
    prepare(i);
  }
  while (true) {
    int count = recvmmsg(fd, messages, BATCH, MSG_WAITFORONE, NULL);
    if (count < 0 && errno != EINTR && errno != ECONNREFUSED) {
      fail("recvmmsg: %s", strerror(errno));
    }
    int whole = 0; /* messages[0 .. whole) go back */
    for (int i = 0; i < count; i++) {
      places[i].iov_len = messages[i].msg_len;
      if (messages[i].msg_hdr.msg_flags & MSG_TRUNC) {
        continue;
      }
      if (whole != i) {
        struct mmsghdr truncated = messages[whole];
        messages[whole] = messages[i];
        messages[i] = truncated;
      }
      whole++;
    }
    send_all(fd, whole);
    for (int i = 0; i < count; i++) {
      prepare(i);
    }
  }
}
