"""Tells everybody who connects the seconds since 1900:  python3 time_server.py PORT

Four bytes, the highest first, as all numbers in the headers of the Internet: "!" (RFC 868). In 2036
they begin again at 0.
"""

import socket
import struct
import sys
import threading
import time

PATIENCE = 60  # seconds for a client to take it and leave
FROM_1900_TO_1970 = 2_208_988_800  # seconds


def serve(connection):
    try:
        with connection:
            connection.settimeout(PATIENCE)
            connection.sendall(struct.pack("!I", int(time.time() + FROM_1900_TO_1970) % 2**32))
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(1024):  # to close with bytes unread is a reset, and that
                pass  # can destroy an answer which is still on its way
    except OSError as problem:  # this client is gone; the others are served
        print(f"time: {problem}", file=sys.stderr)


if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
    sys.exit("usage: python3 time_server.py PORT")

try:
    # socket, bind and listen; and SO_REUSEADDR, so that it can be started again at once
    server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
except (OSError, OverflowError) as problem:
    sys.exit(f"time: cannot listen on port {sys.argv[1]}: {problem}")
print("listening on", server.getsockname()[1], flush=True)

try:
    while True:
        try:
            connection, client = server.accept()
            threading.Thread(target=serve, args=[connection], daemon=True).start()
        except (OSError, RuntimeError) as problem:  # too many open files, or threads
            print(f"time: {problem}", file=sys.stderr)
            time.sleep(0.1)  # some of them end meanwhile
except KeyboardInterrupt:  # Ctrl-C
    pass
