package dev.switchboard.services;

import dev.switchboard.framing.Framing;
import java.util.List;
import java.util.Set;

/** The services that the lectures wrote themselves. */
final class LectureServices {

  static final List<Entry> ALL =
      List.of(
          Entry.of(
              "hello",
              it -> {
                it.does = "a user name is answered with Hello and the name";
                it.port = 8820;
                it.framing = Framing.text();
                it.maxMessage = 1024;
                it.origin = "L0 Sockets";
                it.byHand = List.of("printf Ada | nc -N 127.0.0.1 8820", "telnet 127.0.0.1 8820");
                it.choices = Set.of(Choice.REPEAT);
                it.made = chosen -> chosen.onceUnlessRepeated(new Hello());
              }),
          Entry.of(
              "acrostic",
              it -> {
                it.does = "after EXIT, the first letters of all words before it";
                it.tcpAndUdp(8821);
                it.framing = Framing.decimalLength(4);
                it.packetFraming = Framing.decimalLength(4);
                it.maxMessage = 9999;
                it.origin = "L0 Sockets";
                it.byHand = List.of("printf '0003cat0004yoyo0004EXIT' | nc 127.0.0.1 8821");
                it.is(new Acrostic());
              }),
          Entry.of(
              "upper",
              it -> {
                it.does = "text is answered in capitals";
                it.tcpAndUdp(12_000);
                it.framing = Framing.text();
                it.ends = "tcp: after the reply; udp: never";
                it.origin = "L1 Introduction to Socket Programming";
                it.byHand =
                    List.of(
                        "echo hello | nc 127.0.0.1 12000",
                        "echo hello | nc -u -w 1 127.0.0.1 12000");
                it.choices = Set.of(Choice.REPEAT);
                it.made = chosen -> chosen.onceUnlessRepeated(new Upper());
              }),
          Entry.of(
              "daytime",
              it -> {
                it.does = "the time, as C's ctime writes it";
                it.tcpAndUdp(9999);
                it.ends = "tcp: after the time; udp: never";
                it.origin = "RFC 867; L2 Computer Networks Lab";
                it.byHand = List.of("nc 127.0.0.1 9999", "echo | nc -u -w 1 127.0.0.1 9999");
                it.is(new Daytime());
              }),
          Entry.of(
              "greeting",
              it -> {
                it.does = "a greeting for whoever connects";
                it.port = 9998;
                it.ends = "after the greeting";
                it.origin = "L3 Socket Programming";
                it.byHand = List.of("nc 127.0.0.1 9998");
                it.is(new Greeting());
              }),
          Entry.of(
              "name",
              it -> {
                it.does = "every line comes back with a name added";
                it.port = 8888;
                it.framing = Framing.line();
                it.ends = "when the client leaves";
                it.origin = "L4 Sockets in Python";
                it.byHand = List.of("telnet 127.0.0.1 8888", "echo Hello | nc -N 127.0.0.1 8888");
                it.choices = Set.of(Choice.ADD_NAME);
                it.made = chosen -> new Name(chosen.addName());
              }),
          Entry.of(
              "hi",
              it -> {
                it.does = "hi is answered with hello";
                it.port = 8822;
                it.framing = Framing.line();
                it.ends = "when the client leaves";
                it.origin = "L2 Computer Networks Lab";
                it.byHand = List.of("telnet 127.0.0.1 8822", "echo hi | nc -N 127.0.0.1 8822");
                it.is(new Hi());
              }));

  private LectureServices() {}
}
