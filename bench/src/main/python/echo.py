"""echo.py MODE: asyncio, with protocols and not streams, which are slower; MODE is echo, bulk, line or
udp. Prints "listening PORT" and serves on 127.0.0.1 until its standard input ends. No time limits:
asyncio has none."""

import asyncio
import os
import socket
import sys
import threading

LONGEST_LINE = 64 << 10


def announce(bound):
    print("listening", bound.getsockname()[1], flush=True)

    def watch():
        while os.read(0, 64):
            pass
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data):
        self.transport.write(data)

    def pause_writing(self):
        self.transport.pause_reading()

    def resume_writing(self):
        self.transport.resume_reading()


class Upper(Echo):
    held = b""

    def data_received(self, data):
        data = self.held + data
        whole = data.rfind(b"\n") + 1
        self.held = data[whole:]
        if len(self.held) > LONGEST_LINE:
            self.transport.abort()
        elif whole:
            self.transport.write(data[:whole].upper())


class Datagrams(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, sender):
        self.transport.sendto(data, sender)


async def main(mode):
    loop = asyncio.get_running_loop()
    if mode == "udp":
        transport, _ = await loop.create_datagram_endpoint(Datagrams, ("127.0.0.1", 0))
        bound = transport.get_extra_info("socket")
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    else:
        protocol = Upper if mode == "line" else Echo
        server = await loop.create_server(protocol, "127.0.0.1", 0, backlog=1024)
        bound = server.sockets[0]
    announce(bound)
    await asyncio.Event().wait()


asyncio.run(main(sys.argv[1]))
