package io.athanor.gateway.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Which addresses are out in the world. A webhook is somebody's wish that this host speaks to
 * another one, so what only this host can reach is refused: loopback, private and link-local
 * networks, shared and reserved ones (RFC 6890), and IPv6 addresses that carry an IPv4 one inside.
 */
final class Addresses {
  private Addresses() {}

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    if (address instanceof Inet4Address) {
      return isPublic(address.getAddress(), 0);
    }
    return address instanceof Inet6Address && isPublic6(address.getAddress());
  }

  private static boolean isPublic(byte[] bytes, int at) {
    int a = bytes[at] & 0xFF;
    int b = bytes[at + 1] & 0xFF;
    int c = bytes[at + 2] & 0xFF;
    boolean reserved =
        a == 0
            || a == 10
            || a == 127
            || (a == 100 && b >= 64 && b < 128)
            || (a == 169 && b == 254)
            || (a == 172 && b >= 16 && b < 32)
            || (a == 192 && b == 168)
            || (a == 192 && b == 0 && (c == 0 || c == 2))
            || (a == 192 && b == 88 && c == 99)
            || (a == 198 && (b == 18 || b == 19))
            || (a == 198 && b == 51 && c == 100)
            || (a == 203 && b == 0 && c == 113)
            || a >= 224;
    return !reserved;
  }

  /** Global unicast is 2000::/3 only; 6to4, Teredo and documentation lie in it and are not. */
  private static boolean isPublic6(byte[] bytes) {
    int first = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    int second = (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
    if ((first & 0xE000) != 0x2000) {
      return false;
    }
    if (first == 0x2002) {
      return false;
    }
    boolean special = first == 0x2001 && (second < 0x0200 || second == 0x0DB8);
    return !special;
  }
}
