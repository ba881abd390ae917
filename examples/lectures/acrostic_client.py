"""Sends words and prints their acrostic:  python3 acrostic_client.py HOST PORT WIDTH WORD...

A message is its length in bytes, as WIDTH decimal digits, and then so many bytes. Both sides must
have agreed on the width: the lecture's is 2, Switchboard's 4. A word that is too long for it is
refused here, before anything of it is sent.
"""

import socket
import sys

if len(sys.argv) < 4 or sys.argv[3] not in list("123456789"):
    sys.exit("usage: python3 acrostic_client.py HOST PORT WIDTH WORD...  (a WIDTH of 1 to 9 digits)")
host, port, width, words = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]


def message(text):
    data = text.encode()  # first encoded, then counted: "ë" is one letter and two bytes
    if len(data) >= 10**width:
        sys.exit(f"acrostic: {len(data)} bytes do not fit a length of {width} digits: {text[:20]}")
    return b"%0*d%b" % (width, len(data), data)


def receive_exactly(connection, count):
    """A recv() of 4 may give 1 byte: the length field itself can come in pieces."""
    received = b""
    while len(received) < count:
        piece = connection.recv(count - len(received))
        if not piece:
            sys.exit("acrostic: the server closed without a whole answer")
        received += piece
    return received


messages = b"".join(message(word) for word in [*words, "EXIT"])

try:
    with socket.create_connection((host, port), timeout=10) as connection:
        connection.sendall(messages)
        length = receive_exactly(connection, width)
        if not length.isdigit():
            sys.exit(f"acrostic: {length} is no length: has the server another width?")
        acrostic = receive_exactly(connection, int(length))
except OSError as problem:
    sys.exit(f"acrostic: {host} port {port}: {problem}")

print(acrostic.decode(errors="replace"))
