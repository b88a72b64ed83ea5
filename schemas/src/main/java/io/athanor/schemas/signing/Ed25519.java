package io.athanor.schemas.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ed25519 keys in PEM files, as {@code openssl genpkey -algorithm ed25519} and {@code openssl pkey
 * -pubout} write them, and their ids. No key material is ever in a message.
 */
public final class Ed25519 {
  private static final String NAME = "Ed25519";
  private static final int KEY_ID_DIGITS = 32;
  private static final int SIGNATURE_BYTES = 64;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private Ed25519() {}

  /**
   * The id of a key: the first 32 hex digits of the SHA-256 of its SubjectPublicKeyInfo, that is of
   * {@code openssl pkey -pubin -outform DER}.
   */
  public static String keyId(PublicKey key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return HexFormat.of().formatHex(digest).substring(0, KEY_ID_DIGITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a private key (PKCS#8 PEM) and derives its public one.
   *
   * @throws IllegalArgumentException where the file holds none
   */
  public static KeyPair readPrivate(Path file) throws IOException {
    byte[] der = pem(file, "PRIVATE KEY");
    try {
      PrivateKey key = KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(der));
      return new KeyPair(publicKey((EdECPrivateKey) key), key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(file + ": holds no Ed25519 private key", e);
    }
  }

  /**
   * Reads a public key (SubjectPublicKeyInfo PEM).
   *
   * @throws IllegalArgumentException where the file holds none
   */
  public static PublicKey readPublic(Path file) throws IOException {
    byte[] der = pem(file, "PUBLIC KEY");
    try {
      return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(file + ": holds no Ed25519 public key", e);
    }
  }

  /**
   * The pair in {@code file}, made and written (mode 0600) where there is none yet; the public key
   * is put beside it with {@code .pub} appended, for whoever pins it.
   */
  public static KeyPair readOrCreate(Path file) throws IOException {
    if (!Files.exists(file)) {
      KeyPair made = generate(new SecureRandom());
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "key", ".tmp");
      if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      }
      Files.writeString(fresh, pem("PRIVATE KEY", made.getPrivate().getEncoded()));
      Files.move(fresh, file);
    }
    KeyPair pair = readPrivate(file);
    Files.writeString(
        file.resolveSibling(file.getFileName() + ".pub"),
        pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    return pair;
  }

  /** A new pair from a source of randomness; the same bytes give the same pair. */
  public static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
      generator.initialize(NamedParameterSpec.ED25519, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The pair of a 32-byte seed (RFC 8032, section 5.1.5). */
  public static KeyPair ofSeed(byte[] seed) {
    return generate(new FixedRandom(seed));
  }

  /** Key material as PEM. */
  public static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), label)
        .replace(System.lineSeparator(), "\n");
  }

  /** A signature; the same key and bytes always give the same one. */
  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign", e);
    }
  }

  /** Whether a signature is this key's over these bytes; whatever is malformed is not. */
  static boolean verify(PublicKey key, byte[] message, byte[] signed) {
    if (signed.length != SIGNATURE_BYTES) {
      // the JDK passes over what follows a signature
      return false;
    }
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static PublicKey publicKey(EdECPrivateKey key) {
    // the JDK derives a public key only while it generates a pair
    KeyPair pair = ofSeed(key.getBytes().orElseThrow());
    if (!Arrays.equals(pair.getPrivate().getEncoded(), key.getEncoded())) {
      throw new IllegalStateException("the JDK makes another pair of the same seed");
    }
    return pair.getPublic();
  }

  private static byte[] pem(Path file, String label) throws IOException {
    Matcher block = PEM.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    while (block.find()) {
      if (block.group(1).equals(label)) {
        return Base64.getMimeDecoder().decode(block.group(2));
      }
    }
    throw new IllegalArgumentException(file + ": holds no PEM block '" + label + "'");
  }

  /** Gives out a seed and nothing else. */
  private static final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    FixedRandom(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException(bytes.length + " bytes wanted of a seed");
      }
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
