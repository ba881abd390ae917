"""Sends each text and prints what comes back:  python3 echo_client.py HOST PORT TEXT..."""

import socket
import sys

# More on its way than both systems keep, and each side waits for the other to read.
AT_ONCE = 4096

if len(sys.argv) < 4:
    sys.exit("usage: python3 echo_client.py HOST PORT TEXT...")
host, port, texts = sys.argv[1], sys.argv[2], sys.argv[3:]


def receive_exactly(connection, count):
    """One recv may give less than was sent: how much is known, so go on until it is there."""
    received = b""
    while len(received) < count:
        piece = connection.recv(count - len(received))
        if not piece:
            sys.exit("echo: the server closed too early")
        received += piece
    return received


try:
    with socket.create_connection((host, port), timeout=10) as connection:
        for text in texts:
            sent = text.encode()  # characters became bytes: these are what is counted
            back = b""
            while len(back) < len(sent):
                piece = sent[len(back) : len(back) + AT_ONCE]
                connection.sendall(piece)
                back += receive_exactly(connection, len(piece))
            print(back.decode(errors="replace"))
except OSError as problem:
    sys.exit(f"echo: {host} port {port}: {problem}")
