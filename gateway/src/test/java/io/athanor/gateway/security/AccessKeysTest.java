package io.athanor.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessKeysTest {
  private static final String DIGEST = HexFormat.of().formatHex(AccessKeys.sha256("secret"));
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void shouldSayWhoseAKeyIs() {
    AccessKeys keys =
        keys(
            """
            {"id":"k1","sha256":"%s","subject":"uvvis-1","roles":["instrument"],"tenant":"lab-a",
             "perSecond":5,"burst":7,"expiresAt":"2026-01-01T00:00:01Z"}
            """);

    assertThat(keys.find(new Credentials.AccessKey("k1", "secret"), NOW))
        .contains(
            new Identity(
                Optional.of("uvvis-1"),
                Optional.of("lab-a"),
                Set.of(Role.INSTRUMENT),
                Set.of("uvvis-1"),
                Optional.of(new Quota(5, 7))));
    assertThat(keys.find(new Credentials.AccessKey("k1", "Secret"), NOW)).isEmpty();
    assertThat(keys.find(new Credentials.AccessKey("k1", DIGEST), NOW)).isEmpty();
    assertThat(keys.find(new Credentials.AccessKey("k2", "secret"), NOW)).isEmpty();
    assertThat(keys.find(new Credentials.AccessKey("k1", "secret"), NOW.plusSeconds(1))).isEmpty();
  }

  @Test
  void shouldLetNobodySpeakOrHearForAnInstrumentWithoutARole() {
    Identity nobody =
        new Identity(
            Optional.of("uvvis-1"),
            Optional.empty(),
            Set.of(),
            Set.of("uvvis-1"),
            Optional.empty());
    assertThat(nobody.speaksFor("uvvis-2")).isFalse();
    assertThat(nobody.speaksFor("uvvis-1")).isTrue();
    assertThat(Identity.OPEN.speaksFor("uvvis-2")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"sha256":"%s","roles":["robot"]} | keys[0].id is missing
          {"id":"a.b","sha256":"%s","roles":["robot"]} | keys[0].id must not have a dot or a colon
          {"id":"a","roles":["robot"]} | keys[0].sha256 is missing
          {"id":"a","sha256":"secret-in-the-wrong-place","roles":["robot"]} | keys[0].sha256 must be 64 hexadecimal digits
          {"id":"a","sha256":"%s"} | keys[0].roles is missing
          {"id":"a","sha256":"%s","roles":["admin"]} | keys[0].roles 'admin' is no role
          {"id":"a","sha256":"%s","roles":["robot"],"tennant":"x"} | keys[0] has members that are not known: [tennant]
          {"id":"a","sha256":"%s","roles":["robot"],"perSecond":0} | keys[0]: quota.perSecond
          {"id":"a","sha256":"%s","roles":["robot"],"expiresAt":"soon"} | keys[0].expiresAt
          {"id":"a","sha256":"%s","roles":["robot"]},{"id":"a","sha256":"%s","roles":["robot"]} | keys[1].id is there twice
          """)
  void shouldNameTheFieldThatCannotBe(String entries, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys(entries))
        .withMessageStartingWith(reason)
        .withMessageNotContaining(DIGEST)
        .withMessageNotContaining("secret-in");
  }

  @Test
  void shouldNeverPrintWhatIsShown() {
    assertThat(new Credentials.AccessKey("k1", "secret").toString()).doesNotContain("secret");
    assertThat(new Credentials.BearerToken("a.b.c").toString()).doesNotContain("a.b.c");
  }

  private static AccessKeys keys(String entries) {
    return AccessKeys.read(new JsonObject("{\"keys\":[" + entries.replace("%s", DIGEST) + "]}"));
  }
}
