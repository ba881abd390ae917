"""Answers each datagram in capitals, to where it came from:  python3 upper_udp_server.py PORT

There is no connection: one socket serves everybody, and each datagram says who sent it.
"""

import socket
import sys

LARGEST = 65535  # a smaller recvfrom() would throw the rest of a datagram away
ODD = "surrogateescape"  # bytes that are no text come back as they were

if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
    sys.exit("usage: python3 upper_udp_server.py PORT")

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    server.bind(("127.0.0.1", int(sys.argv[1])))
except (OSError, OverflowError) as problem:
    sys.exit(f"upper: cannot receive on port {sys.argv[1]}: {problem}")
print("listening on", server.getsockname()[1], flush=True)

try:
    while True:
        datagram, client = server.recvfrom(LARGEST)
        try:
            server.sendto(datagram.decode(errors=ODD).upper().encode(errors=ODD), client)
        except OSError as problem:  # no way there, or longer in capitals than a datagram can be
            print(f"upper: {client[0]} port {client[1]}: {problem}", file=sys.stderr)
except KeyboardInterrupt:  # Ctrl-C
    pass
