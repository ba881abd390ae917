"""Does what a browser does after a click, and writes the page:  python3 fetch_client.py http://HOST[:PORT]/PATH

Connect, send a GET, receive the reply until it is complete, close. HTTP/1.0 is asked for, where the
end of the stream ends the reply; a length that the server has told must have come by then.
"""

import socket
import sys
from urllib.parse import urlsplit

LONGEST = 65536  # bytes of a line of the head

try:
    url = urlsplit(sys.argv[1])
    host, port = url.hostname, url.port or 80
except (IndexError, ValueError):
    sys.exit("usage: python3 fetch_client.py http://HOST[:PORT]/PATH")
if url.scheme != "http" or not host:
    sys.exit(f"fetch: {sys.argv[1]} does not begin with http:// and a host")
target = (url.path or "/") + (f"?{url.query}" if url.query else "")
if not (target + url.netloc).isascii() or " " in target:
    sys.exit("fetch: spaces and letters like ë are %20 and %C3%AB in a URL")


def read_head(reply):
    """The lines up to the empty one: the status, and the fields by their names."""
    status = reply.readline(LONGEST).decode("latin-1").strip()
    if not status.startswith("HTTP/1."):
        sys.exit(f"fetch: that is no web server, it says: {status[:60]!r}")
    fields = {}
    while (line := reply.readline(LONGEST)) not in (b"\r\n", b"\n"):
        if not line:
            sys.exit("fetch: the reply ends in its head")
        name, _, value = line.decode("latin-1").partition(":")
        fields[name.lower()] = value.strip()
    return status, fields


try:
    with socket.create_connection((host, port), timeout=10) as connection:
        request = f"GET {target} HTTP/1.0\r\nHost: {url.netloc.rpartition('@')[2]}\r\n\r\n"
        connection.sendall(request.encode())
        with connection.makefile("rb") as reply:
            status, fields = read_head(reply)
            if "transfer-encoding" in fields:
                sys.exit("fetch: HTTP/1.0 has no chunks, and the server sends some")
            received = 0
            while piece := reply.read1(LONGEST):  # as it comes: it may be larger than the memory
                sys.stdout.buffer.write(piece)
                received += len(piece)
    sys.stdout.flush()
except BrokenPipeError:
    sys.exit("fetch: a pipe is broken: who reads the page has left, or the server")
except OSError as problem:
    sys.exit(f"fetch: {host} port {port}: {problem}")

length = fields.get("content-length", str(received))
if length != str(received):
    sys.exit(f"fetch: the reply ends early: {received} bytes of {length}")
if " 200 " not in status + " ":
    sys.exit(f"fetch: {status}")
