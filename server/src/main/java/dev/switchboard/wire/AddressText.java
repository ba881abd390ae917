package dev.switchboard.wire;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses as people write them: IPv6 by RFC 5952, with the scope that a link-local one has. */
final class AddressText {

  private static final int GROUPS = 8;

  private AddressText() {}

  static String of(InetAddress address) {
    String text = address.getHostAddress();
    if (!(address instanceof Inet6Address)) {
      return text;
    }
    int percent = text.indexOf('%');
    String scope = percent < 0 ? "" : text.substring(percent);
    return shortened(address.getAddress()) + scope;
  }

  /** The first of the longest runs of two or more zero groups becomes "::" (RFC 5952, 4.2). */
  private static String shortened(byte[] bytes) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = Byte.toUnsignedInt(bytes[2 * i]) << 8 | Byte.toUnsignedInt(bytes[2 * i + 1]);
    }
    int from = 0;
    int longest = 1;
    for (int start = 0; start < GROUPS; start++) {
      int end = start;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - start > longest) {
        from = start;
        longest = end - start;
      }
    }
    return longest == 1
        ? joined(groups, 0, GROUPS)
        : joined(groups, 0, from) + "::" + joined(groups, from + longest, GROUPS);
  }

  private static String joined(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
