"""Answers hi with hello, with a thread for each client:  python3 hi_server.py PORT"""

import socket
import sys
import threading
import time

LONGEST = 65536  # bytes of a line
PATIENCE = 600  # seconds for a client to say something, and to take its answer


def answer(line):
    end = b"\r\n" if line.endswith(b"\r\n") else b"\n"  # telnet ends lines with both
    is_hi = line.strip().lower() == b"hi"
    return (b"hello" if is_hi else b"say hi, and I say hello") + end


def serve(connection):
    try:
        # One reader for all lines of a client: what it has read ahead is its next line.
        with connection, connection.makefile("rb") as lines:
            connection.settimeout(PATIENCE)
            while line := lines.readline(LONGEST):
                if len(line) == LONGEST:
                    raise ValueError(f"a line of {LONGEST} bytes is too long")
                connection.sendall(answer(line))
    except (OSError, ValueError) as problem:  # this client is gone; the others are served
        print(f"hi: {problem}", file=sys.stderr)


if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
    sys.exit("usage: python3 hi_server.py PORT")

try:
    # socket, bind and listen; and SO_REUSEADDR, so that it can be started again at once
    server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
except (OSError, OverflowError) as problem:
    sys.exit(f"hi: cannot listen on port {sys.argv[1]}: {problem}")
print("listening on", server.getsockname()[1], flush=True)

try:
    while True:
        try:
            connection, client = server.accept()
            threading.Thread(target=serve, args=[connection], daemon=True).start()
        except (OSError, RuntimeError) as problem:  # too many open files, or threads
            print(f"hi: {problem}", file=sys.stderr)
            time.sleep(0.1)  # some of them end meanwhile
except KeyboardInterrupt:  # Ctrl-C
    pass
