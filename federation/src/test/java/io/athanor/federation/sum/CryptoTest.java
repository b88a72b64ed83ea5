package io.athanor.federation.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CryptoTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /** RFC 5869, appendix A.1 to A.3. */
  @Test
  void shouldDeriveAsTheStandardSays() {
    assertThat(
            Hkdf.derive(
                hex("0b".repeat(22)),
                hex("000102030405060708090a0b0c"),
                hex("f0f1f2f3f4f5f6f7f8f9"),
                42))
        .isEqualTo(
            hex(
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                    + "34007208d5b887185865"));
    byte[] octets = new byte[256];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) i;
    }
    assertThat(
            Hkdf.derive(
                Arrays.copyOf(octets, 0x50),
                Arrays.copyOfRange(octets, 0x60, 0xb0),
                Arrays.copyOfRange(octets, 0xb0, 0x100),
                82))
        .isEqualTo(
            hex(
                "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                    + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                    + "cc30c58179ec3e87c14c01d5c1f3434f1d87"));
    assertThat(Hkdf.derive(hex("0b".repeat(22)), new byte[0], new byte[0], 42))
        .isEqualTo(
            hex(
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                    + "9d201395faa4b61a96c8"));
  }

  @Test
  void shouldTellPurposesApart() {
    byte[] secret = new byte[32];
    assertThat(Hkdf.derive(secret, "ab", "c")).isNotEqualTo(Hkdf.derive(secret, "a", "bc"));
    assertThatThrownBy(() -> Hkdf.derive(secret, secret, secret, 8161))
        .hasMessage("length 8161 is not in 1..8160");
  }

  /** RFC 7748, sections 5.2 and 6.1. */
  @Test
  void shouldAgreeAsTheStandardSays() {
    assertThat(
            X25519.publicKey(
                hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")))
        .isEqualTo(hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
    byte[] point = hex("09" + "00".repeat(31));
    byte[] scalar = point;
    for (int i = 0; i < 1000; i++) {
      byte[] next = X25519.agree(scalar, point);
      point = scalar;
      scalar = next;
      if (i == 0) {
        assertThat(scalar)
            .isEqualTo(hex("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"));
      }
    }
    assertThat(scalar)
        .isEqualTo(hex("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"));
  }

  @Test
  void shouldRefuseAPointThatNoSecretComesOf() {
    byte[] mine = Hkdf.derive(new byte[1], "mine");
    assertThatThrownBy(() -> X25519.agree(mine, new byte[32]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no usable point");
  }

  @Test
  void shouldDrawOutASeedAsAesDoes() {
    assertThat(MaskStream.bytes(new byte[32], 16))
        .isEqualTo(hex("dc95c078a2408989ad48a21492842087"));
    assertThat(MaskStream.mask(new byte[32], 5).length()).isEqualTo(5);
    assertThatThrownBy(() -> MaskStream.bytes(new byte[16], 1))
        .hasMessage("seed has 16 bytes, not 32");
  }

  @Test
  void shouldOpenOnlyWhatWasSealedUnderThatKey() {
    byte[] key = Hkdf.derive(new byte[1], "one");
    byte[] message = "a share".getBytes(StandardCharsets.UTF_8);
    byte[] sealed = Sealed.seal(key, message);
    assertThat(Sealed.open(key, sealed)).isEqualTo(message);
    byte[] other = Hkdf.derive(new byte[1], "other");
    assertThatThrownBy(() -> Sealed.open(other, sealed)).hasMessageContaining("not sealed");
    sealed[0] ^= 1;
    assertThatThrownBy(() -> Sealed.open(key, sealed)).hasMessageContaining("not sealed");
  }

  @Test
  void shouldGiveASecretToEnoughSharesAndToNoFewer() {
    byte[] secret = Hkdf.derive(new byte[1], "secret");
    SortedMap<Integer, byte[]> shares =
        Shamir.split(secret, 5, 3, Hkdf.derive(new byte[1], "split"));
    for (int a = 1; a <= 5; a++) {
      for (int b = a + 1; b <= 5; b++) {
        SortedMap<Integer, byte[]> some = new TreeMap<>(shares.subMap(a, a + 1));
        some.put(b, shares.get(b));
        assertThat(Shamir.join(some)).isNotEqualTo(secret);
        for (int c = b + 1; c <= 5; c++) {
          some.put(c, shares.get(c));
          assertThat(Shamir.join(some)).isEqualTo(secret);
          some.remove(c);
        }
      }
    }
    assertThatThrownBy(() -> Shamir.split(secret, 3, 4, secret))
        .hasMessage("threshold 4 is not in 1..3");
    assertThatThrownBy(() -> Shamir.join(new TreeMap<>())).hasMessage("shares is empty");
  }

  /** Fewer shares fit every secret alike: for each byte there is a polynomial through them. */
  @Test
  void shouldSayNothingWithOneShareTooFew() {
    boolean[] seen = new boolean[256];
    byte[] secret = {42};
    byte[] known = Shamir.split(secret, 2, 2, Hkdf.derive(new byte[1], "x")).get(1);
    for (int guess = 0; guess < 256; guess++) {
      SortedMap<Integer, byte[]> shares = new TreeMap<>();
      shares.put(1, known);
      shares.put(2, new byte[] {(byte) guess});
      seen[Shamir.join(shares)[0] & 0xff] = true;
    }
    for (boolean each : seen) {
      assertThat(each).isTrue();
    }
  }
}
