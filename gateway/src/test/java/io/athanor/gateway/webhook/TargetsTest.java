package io.athanor.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.athanor.gateway.problem.ProblemException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where webhooks may go, and what they are signed with. */
class TargetsTest {
  private final Targets outside = new Targets(false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
        "2001:0:4136:e378::1",
        "2002:7f00:1::",
      })
  void shouldNotCallWhatOnlyThisHostReaches(String literal) throws UnknownHostException {
    assertThat(Addresses.isPublic(InetAddress.getByName(literal))).isFalse();
    String host = literal.contains(":") ? "[" + literal + "]" : literal;
    assertThatThrownBy(() -> outside.read("https://" + host + "/x", "/url"))
        .isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.1.1.1", "9.255.255.255", "100.128.0.1", "172.32.0.1", "2606:4700:4700::1111"})
  void shouldCallWhatIsOutInTheWorld(String literal) throws UnknownHostException {
    assertThat(Addresses.isPublic(InetAddress.getByName(literal))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://1.1.1.1/",
        "ftp://1.1.1.1/",
        "file:///etc/passwd",
        "https://user:pass@example.org/",
        "https://example.org/#part",
        "https:///path",
        "https://2130706433/",
        "https://a b/",
        "nonsense",
      })
  void shouldRefuseWhatIsNoUrlToCall(String url) {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> outside.read(url, "/url"));
    assertThat(refused.problem().field()).contains("/url");
  }

  @Test
  void shouldCallAnythingWhereThatIsAllowed() throws UnknownHostException {
    Targets.Target target =
        new Targets(true).resolve(URI.create("http://127.0.0.1:81/a/b?c=d%20e"));
    assertThat(target.port()).isEqualTo(81);
    assertThat(target.path()).isEqualTo("/a/b?c=d%20e");
    assertThat(target.tls()).isFalse();
    assertThatThrownBy(() -> outside.resolve(URI.create("https://localhost/")))
        .as("a name is judged by what it stands for")
        .isInstanceOf(UnknownHostException.class);
  }

  /** The digits are those of Python's hmac module. */
  @Test
  void shouldSignAsTheStandardSays() {
    byte[] secret = "Jefe".getBytes(StandardCharsets.US_ASCII);
    String signature = Signatures.sign(secret, "1767225600", "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(signature)
        .isEqualTo("v1=f9af0253920f01f15d2f7025018fea13eee543695b72830cba02e45e7db6a7c5");
  }
}
