package dev.switchboard.services;

import dev.switchboard.framing.Framing;
import java.util.List;
import java.util.Set;

/**
 * The well-known small services of the RFCs, on ports that need no administrator. {@code daytime}
 * is one of them and stands with the lectures', which give it a port.
 */
final class SmallServices {

  static final List<Entry> ALL =
      List.of(
          Entry.of(
              "echo",
              it -> {
                it.does = "what comes is sent back";
                it.tcpAndUdp(7007);
                it.ends = "when the client leaves";
                it.origin = "RFC 862; L1, L2";
                it.byHand =
                    List.of(
                        "echo hello | nc -N 127.0.0.1 7007",
                        "echo hello | nc -u -w 1 127.0.0.1 7007");
                it.is(new Echo());
              }),
          Entry.of(
              "discard",
              it -> {
                it.does = "what comes is thrown away";
                it.tcpAndUdp(7009);
                it.ends = "when the client leaves";
                it.origin = "RFC 863; L1, L2";
                it.byHand = List.of("echo hello | nc -N 127.0.0.1 7009");
                it.is(new Discard());
              }),
          Entry.of(
              "chargen",
              it -> {
                it.does = "characters without end; over udp 0 to 512 of them";
                it.tcpAndUdp(7019);
                it.ends = "when the client leaves";
                it.origin = "RFC 864; L1, L2";
                it.byHand =
                    List.of("nc 127.0.0.1 7019 | head -n 5", "echo | nc -u -w 1 127.0.0.1 7019");
                it.choices = Set.of(Choice.REFLECT);
                it.is(new Chargen());
              }),
          Entry.of(
              "qotd",
              it -> {
                it.does = "a quote of the day";
                it.tcpAndUdp(7017);
                it.ends = "tcp: after the quote; udp: never";
                it.origin = "RFC 865; L1, L2";
                it.byHand = List.of("nc 127.0.0.1 7017", "echo | nc -u -w 1 127.0.0.1 7017");
                it.choices = Set.of(Choice.REFLECT);
                it.is(new Qotd());
              }),
          Entry.of(
              "time",
              it -> {
                it.does = "the seconds since 1900, in four bytes";
                it.tcpAndUdp(7037);
                it.framing = Framing.fixed(4);
                it.ends = "tcp: after the time; udp: never";
                it.origin = "RFC 868; L1, L2";
                it.byHand = List.of("nc 127.0.0.1 7037 | od -An -tu4 --endian=big");
                it.is(new Time());
              }));

  private SmallServices() {}
}
