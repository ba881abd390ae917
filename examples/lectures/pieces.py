"""Sends what it reads in segments of its choice, and writes what comes back.

    python3 pieces.py HOST PORT [open] [CUT... | each] <message

A CUT is the number of bytes before it; "each" sends every byte alone. TCP has no message borders:
a server must give the same answer however the message was cut. At the end the client says that it
sends no more, or with "open" leaves it to the server to close.
"""

import socket
import sys
import time

GAP = 0.02  # seconds between segments, so that the server can read one before the next is there
TOO_LATE = 0.15  # a machine that slow has sent a pause and not a cut: exit 75, try again

host, port, words = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
message = sys.stdin.buffer.read()
stays_open = "open" in words
cuts = [int(word) for word in words if word.isdigit()]
if "each" in words:
    cuts = list(range(1, len(message)))

try:
    with socket.create_connection((host, port), timeout=10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sent_at = time.monotonic()
        for start, end in zip([0] + cuts, cuts + [len(message)]):
            if start > 0:
                time.sleep(GAP)
            connection.sendall(message[start:end])
            if time.monotonic() - sent_at > TOO_LATE:
                sys.exit(75)
            sent_at = time.monotonic()
        if not stays_open:
            connection.shutdown(socket.SHUT_WR)
        while piece := connection.recv(4096):
            sys.stdout.buffer.write(piece)
except OSError as problem:
    sys.exit(f"pieces: {problem}")
