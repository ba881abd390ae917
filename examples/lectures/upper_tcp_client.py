"""Sends a line and prints it in capitals:  python3 upper_tcp_client.py HOST PORT TEXT"""

import socket
import sys

if len(sys.argv) != 4:
    sys.exit("usage: python3 upper_tcp_client.py HOST PORT TEXT")
host, port, text = sys.argv[1:]

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
    sys.exit(f"upper: {host} port {port}: {problem}")

print(reply.decode(errors="replace"), end="")
