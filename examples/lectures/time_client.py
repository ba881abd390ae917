"""Prints the time that a server tells in four bytes:  python3 time_client.py HOST PORT"""

import socket
import struct
import sys
import time

FROM_1900_TO_1970 = 2_208_988_800  # seconds: the service counts from 1900, the system from 1970

if len(sys.argv) != 3:
    sys.exit("usage: python3 time_client.py HOST PORT")
host, port = sys.argv[1:]

try:
    with socket.create_connection((host, port), timeout=10) as connection:
        number = b""
        while len(number) < 4:  # also four bytes may come one by one
            piece = connection.recv(4 - len(number))
            if not piece:
                sys.exit("time: the server closed in the middle of its answer")
            number += piece
except OSError as problem:
    sys.exit(f"time: {host} port {port}: {problem}")

(seconds,) = struct.unpack("!I", number)  # "!" is the order of the network: highest byte first
if seconds < FROM_1900_TO_1970:
    seconds += 2**32  # since 2036 it counts anew
print(time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(seconds - FROM_1900_TO_1970)))
