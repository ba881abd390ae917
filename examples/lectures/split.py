"""Sends one message in two segments: python3 split.py PORT. A right server answers it as one."""

import socket
import sys
import time

with socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=10) as peer:
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    peer.sendall(b"hello ")
    time.sleep(0.05)  # long enough for the first segment to be read on its own
    peer.sendall(b"world\n")
    reply = b""
    while part := peer.recv(1024):  # one recv need not give the whole reply
        reply += part
print(reply.decode(), end="")
