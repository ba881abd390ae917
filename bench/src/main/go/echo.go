// echo MODE: a goroutine for each connection; MODE is echo, bulk, line or udp. Prints "listening PORT"
// and serves on 127.0.0.1 until its standard input ends.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"time"
)

const (
	longestLine = 64 << 10
	idle        = 10 * time.Minute
	bufferBytes = 16 << 10
	queueBytes  = 4 << 20
)

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func announce(port int) {
	fmt.Println("listening", port)
	go func() {
		io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
}

func echo(peer net.Conn) {
	buffer := make([]byte, bufferBytes)
	for {
		peer.SetReadDeadline(time.Now().Add(idle))
		count, err := peer.Read(buffer)
		if count > 0 {
			if _, err := peer.Write(buffer[:count]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// Flushes when there is no further line to be had without waiting.
func upper(peer net.Conn) {
	in := bufio.NewReaderSize(peer, longestLine)
	out := bufio.NewWriterSize(peer, bufferBytes)
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return
		}
		for i, c := range line {
			if c >= 'a' && c <= 'z' {
				line[i] = c - 32
			}
		}
		out.Write(line)
		if waiting, _ := in.Peek(in.Buffered()); bytes.IndexByte(waiting, '\n') < 0 {
			if out.Flush() != nil {
				return
			}
			peer.SetReadDeadline(time.Now().Add(idle))
		}
	}
}

func echoDatagrams() {
	socket, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		fail(err)
	}
	socket.SetReadBuffer(queueBytes)
	announce(socket.LocalAddr().(*net.UDPAddr).Port)
	buffer := make([]byte, 2048)
	for {
		count, sender, err := socket.ReadFromUDPAddrPort(buffer)
		if err == nil {
			socket.WriteToUDPAddrPort(buffer[:count], sender)
		}
	}
}

func main() {
	mode := os.Args[1]
	if mode == "udp" {
		echoDatagrams()
	}
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		fail(err)
	}
	announce(listener.Addr().(*net.TCPAddr).Port)
	for {
		peer, err := listener.Accept()
		if err != nil {
			time.Sleep(10 * time.Millisecond) // too many open files: they wait in the queue
			continue
		}
		go func() {
			defer peer.Close()
			if mode == "line" {
				upper(peer)
			} else {
				echo(peer)
			}
		}()
	}
}
