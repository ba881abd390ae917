"""Sends each text and prints what comes back:  python3 echo.py HOST PORT TEXT..."""

import socket
import sys


def receive_exactly(connection, count):
    """One recv may give less than was sent: how much is known, so go on until it is there."""
    received = b""
    while len(received) < count:
        piece = connection.recv(count - len(received))
        if not piece:
            sys.exit("echo: the server closed too early")
        received += piece
    return received


host, port, texts = sys.argv[1], int(sys.argv[2]), sys.argv[3:]

try:
    with socket.create_connection((host, port), timeout=10) as connection:
        for text in texts:
            sent = text.encode()  # characters became bytes: these are what is counted
            connection.sendall(sent)
            print(receive_exactly(connection, len(sent)).decode())
except OSError as problem:
    sys.exit(f"echo: {problem}")
