"""Shows one page to every browser, with a thread for each:  python3 web_server.py PORT

As much of a web server as shows what fetch_client.py and a browser say, and no more: it serves no
files, and closes after each reply.
"""

import socket
import sys
import threading
import time

LONGEST = 65536  # bytes of a request's head
PATIENCE = 60  # seconds for a client to say something, and to take its answer
PAGE = "<!DOCTYPE html><title>Sockets</title><p>Hi, we are connected: zoë\n".encode()


def receive_head(connection):
    """A request's head ends with an empty line, however many recv() that takes."""
    head = b""
    while b"\r\n\r\n" not in head and len(head) < LONGEST:
        piece = connection.recv(4096)
        if not piece:
            break
        head += piece
    return head


def answer(head):
    words = head.partition(b"\r\n")[0].split(b" ")
    if b"\r\n\r\n" not in head or len(words) != 3 or not words[2].startswith(b"HTTP/1."):
        status, page = b"400 Bad Request", b"That is no request.\n"
    elif words[0] not in (b"GET", b"HEAD"):
        status, page = b"501 Not Implemented", b"Only GET and HEAD are understood here.\n"
    elif words[1].partition(b"?")[0] != b"/":
        status, page = b"404 Not Found", b"There is only one page here: /\n"
    else:
        status, page = b"200 OK", PAGE
    kind = b"text/html; charset=utf-8" if page is PAGE else b"text/plain"
    lines = [
        b"HTTP/1.1 " + status,
        b"Content-Type: " + kind,
        b"Content-Length: %d" % len(page),
        b"Connection: close",
        b"",
        b"" if words[0] == b"HEAD" else page,
    ]
    return b"\r\n".join(lines)


def serve(connection):
    try:
        with connection:
            connection.settimeout(PATIENCE)
            head = receive_head(connection)
            if head:
                connection.sendall(answer(head))
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(1024):  # to close with bytes unread is a reset, and that
                pass  # can destroy an answer which is still on its way
    except OSError as problem:  # this client is gone; the others are served
        print(f"web: {problem}", file=sys.stderr)


if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
    sys.exit("usage: python3 web_server.py PORT")

try:
    # socket, bind and listen; and SO_REUSEADDR, so that it can be started again at once
    server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
except (OSError, OverflowError) as problem:
    sys.exit(f"web: cannot listen on port {sys.argv[1]}: {problem}")
print("listening on", server.getsockname()[1], flush=True)

try:
    while True:
        try:
            connection, client = server.accept()
            threading.Thread(target=serve, args=[connection], daemon=True).start()
        except (OSError, RuntimeError) as problem:  # too many open files, or threads
            print(f"web: {problem}", file=sys.stderr)
            time.sleep(0.1)  # some of them end meanwhile
except KeyboardInterrupt:  # Ctrl-C
    pass
