package io.athanor.schemas.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.schemas.signing.TrustedKeys.Distrust;
import io.athanor.schemas.signing.TrustedKeys.Trusted;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void agreesWithRfc8032(String seed, String publicKey, String message, String signature) {
    HexFormat hex = HexFormat.of();
    KeyPair pair = Ed25519.ofSeed(hex.parseHex(seed));
    assertThat(hex.formatHex(pair.getPublic().getEncoded())).endsWith(publicKey);
    byte[] signed = Ed25519.sign(pair.getPrivate(), hex.parseHex(message));
    assertThat(hex.formatHex(signed)).isEqualTo(signature);
    assertThat(Ed25519.verify(pair.getPublic(), hex.parseHex(message), signed)).isTrue();
  }

  @Test
  void anyChangedBitOfOrderOrSignatureIsFound() {
    SignedOrder signed = Orders.SIGNER.sign(Orders.order());
    TrustedKeys trusted = new TrustedKeys(List.of(Trusted.always(Orders.SIGNER.publicKey())));
    assertThat(trusted.distrust(signed, NOW)).isEmpty();
    for (int i = 0; i < signed.order().length; i++) {
      byte[] changed = signed.order();
      changed[i] ^= (byte) (1 << (i % 8));
      assertThat(trusted.distrust(with(changed, signed.signature()), NOW))
          .contains(Distrust.SIGNATURE);
    }
    for (int i = 0; i < 64; i++) {
      byte[] changed = signed.signature();
      changed[i] ^= (byte) (1 << (i % 8));
      assertThat(trusted.distrust(with(signed.order(), changed), NOW)).contains(Distrust.SIGNATURE);
    }
    for (int length : new int[] {0, 63, 65}) {
      assertThat(
              trusted.distrust(
                  with(signed.order(), Arrays.copyOf(signed.signature(), length)), NOW))
          .contains(Distrust.SIGNATURE);
    }
  }

  @Test
  void aSignatureHasNoSecondForm() {
    SignedOrder signed = Orders.SIGNER.sign(Orders.order());
    TrustedKeys trusted = new TrustedKeys(List.of(Trusted.always(Orders.SIGNER.publicKey())));
    // S plus the order of the group satisfies the equation as S does (RFC 8032, section 8.4)
    BigInteger group =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] changed = signed.signature();
    byte[] scalar = reversed(Arrays.copyOfRange(changed, 32, 64));
    byte[] shifted = reversed(new BigInteger(1, scalar).add(group).toByteArray());
    System.arraycopy(shifted, 0, changed, 32, 32);
    assertThat(trusted.distrust(with(signed.order(), changed), NOW)).contains(Distrust.SIGNATURE);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  @Test
  void otherKeysAndOtherTimesAreNotTrusted() {
    SignedOrder signed = Orders.SIGNER.sign(Orders.order());
    OrderSigner other = new OrderSigner(Ed25519.generate(new SecureRandom()));
    TrustedKeys stranger = new TrustedKeys(List.of(Trusted.always(other.publicKey())));
    assertThat(stranger.distrust(signed, NOW)).contains(Distrust.UNKNOWN_KEY);
    SignedOrder renamed =
        new SignedOrder(other.keyId(), "Ed25519", signed.order(), signed.signature());
    assertThat(stranger.distrust(renamed, NOW)).contains(Distrust.SIGNATURE);
    SignedOrder none = new SignedOrder(signed.keyId(), "none", signed.order(), new byte[0]);
    assertThat(stranger.distrust(none, NOW)).contains(Distrust.ALGORITHM);
    TrustedKeys limited =
        new TrustedKeys(List.of(new Trusted(Orders.SIGNER.publicKey(), NOW, NOW.plusSeconds(1))));
    assertThat(limited.distrust(signed, NOW)).isEmpty();
    assertThat(limited.distrust(signed, NOW.plusSeconds(1))).isEmpty();
    assertThat(limited.distrust(signed, NOW.minusMillis(1))).contains(Distrust.KEY_NOT_VALID);
    assertThat(limited.distrust(signed, NOW.plusMillis(1001))).contains(Distrust.KEY_NOT_VALID);
  }

  @Test
  void aSignerSignsForItsOwnKeyOnly() {
    OrderSigner other = new OrderSigner(Ed25519.generate(new SecureRandom()));
    assertThatThrownBy(() -> other.sign(Orders.order())).hasMessageStartingWith("keyId: ");
  }

  @Test
  void aKeyFileIsMadeOnceAndReadByItsOwnerAlone(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("sub/order-key.pem");
    KeyPair made = Ed25519.readOrCreate(file);
    assertThat(Ed25519.readOrCreate(file).getPublic()).isEqualTo(made.getPublic());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Ed25519.readPublic(directory.resolve("sub/order-key.pem.pub")))
        .isEqualTo(made.getPublic());
    assertThatThrownBy(() -> Ed25519.readPublic(file)).hasMessageContaining("PUBLIC KEY");
  }

  @Test
  void keysAreRotatedByTheFilesOfADirectory(@TempDir Path directory) throws IOException {
    KeyPair old = Ed25519.generate(new SecureRandom());
    KeyPair next = Ed25519.generate(new SecureRandom());
    write(directory.resolve("a.pem"), "Not-After: 2026-11-26T10:30:00Z\n", old);
    write(directory.resolve("b.pub"), "Not-Before: 2026-11-26T10:30:01Z\n", next);
    Files.writeString(directory.resolve("README"), "not a key");
    TrustedKeys trusted = TrustedKeys.read(directory);
    assertThat(trusted.size()).isEqualTo(2);
    SignedOrder byOld = new OrderSigner(old).sign(new byte[] {1});
    SignedOrder byNext = new OrderSigner(next).sign(new byte[] {1});
    assertThat(trusted.distrust(byOld, NOW)).isEmpty();
    assertThat(trusted.distrust(byNext, NOW)).isEqualTo(Optional.of(Distrust.KEY_NOT_VALID));
    assertThat(trusted.distrust(byOld, NOW.plusSeconds(1))).contains(Distrust.KEY_NOT_VALID);
    assertThat(trusted.distrust(byNext, NOW.plusSeconds(1))).isEmpty();

    write(directory.resolve("c.pem"), "", next);
    assertThatThrownBy(() -> TrustedKeys.read(directory)).hasMessageContaining("twice");
    // a limit that is not understood must not be none
    for (String limit : List.of("tomorrow", "2026-11-26T10:30:00Z or so", "")) {
      write(directory.resolve("c.pem"), "Not-After: " + limit + "\n", next);
      assertThatThrownBy(() -> TrustedKeys.read(directory))
          .hasMessageContaining("c.pem")
          .hasMessageContaining(limit);
    }
  }

  private static void write(Path file, String head, KeyPair pair) throws IOException {
    Files.writeString(file, head + Ed25519.pem("PUBLIC KEY", pair.getPublic().getEncoded()));
  }

  private static SignedOrder with(byte[] order, byte[] signature) {
    return new SignedOrder(Orders.SIGNER.keyId(), "Ed25519", order, signature);
  }
}
