"""Sends a line and prints it in capitals:  python3 upper_tcp.py HOST PORT TEXT"""

import socket
import sys

host, port, text = sys.argv[1], int(sys.argv[2]), sys.argv[3]

try:
    with socket.create_connection((host, port), timeout=10) as connection:
        connection.sendall(text.encode() + b"\n")
        reply = b""
        while not reply.endswith(b"\n"):  # a line may come in pieces
            piece = connection.recv(1024)
            if not piece:
                sys.exit("upper: the server closed in the middle of its answer")
            reply += piece
except OSError as problem:
    sys.exit(f"upper: {problem}")

print(reply.decode(), end="")
