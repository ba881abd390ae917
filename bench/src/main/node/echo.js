// echo.js MODE: one loop; MODE is echo, bulk, line or udp. Prints "listening PORT" and serves on
// 127.0.0.1 until its standard input ends.
'use strict';
const net = require('net');
const dgram = require('dgram');

const LONGEST_LINE = 64 << 10;
const IDLE = 10 * 60 * 1000;
const mode = process.argv[2];

function announce(port) {
  console.log('listening ' + port);
  process.stdin.on('end', () => process.exit(0)).resume();
}

// Sends, and reads no more from a peer that does not take it.
function send(socket, bytes) {
  if (!socket.write(bytes)) {
    socket.pause();
    socket.once('drain', () => socket.resume());
  }
}

function capitals(bytes) {
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i];
    if (c >= 97 && c <= 122) bytes[i] = c - 32;
  }
  return bytes;
}

function upper(socket) {
  let held = Buffer.alloc(0);
  return (bytes) => {
    const all = held.length > 0 ? Buffer.concat([held, bytes]) : bytes;
    const whole = all.lastIndexOf(10) + 1;
    held = all.subarray(whole);
    if (held.length > LONGEST_LINE) socket.destroy();
    else if (whole > 0) send(socket, capitals(all.subarray(0, whole)));
  };
}

if (mode === 'udp') {
  const socket = dgram.createSocket({ type: 'udp4', recvBufferSize: 4 << 20 });
  socket.on('message', (bytes, sender) => socket.send(bytes, sender.port, sender.address));
  socket.bind(0, '127.0.0.1', () => announce(socket.address().port));
} else {
  const server = net.createServer({ noDelay: true }, (socket) => {
    socket.setTimeout(IDLE, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('data', mode === 'line' ? upper(socket) : (bytes) => send(socket, bytes));
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () => announce(server.address().port));
}
