package dev.switchboard.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {

  /** Section 4 of RFC 5952, rule by rule. */
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "0:0:0:0:0:0:0:1, ::1",
    "0:0:0:0:0:0:0:0, ::",
    "2001:0DB8:0:0:0:0:2:1, 2001:db8::2:1", // no leading zeros, lower case, all of the run
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", // one group alone is not shortened
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", // the longest run
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", // the first of two as long
    "fe80:0:0:0:0:0:0:0, fe80::",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8"
  })
  void anAddressIsWrittenAsRfc5952Says(String address, String expected)
      throws UnknownHostException {
    assertThat(AddressText.of(InetAddress.getByName(address))).isEqualTo(expected);
  }

  @Test
  void theScopeOfALinkLocalAddressStays() throws UnknownHostException {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) 0xFE;
    bytes[1] = (byte) 0x80;
    bytes[15] = 9;
    assertThat(AddressText.of(Inet6Address.getByAddress(null, bytes, 3))).isEqualTo("fe80::9%3");
  }
}
