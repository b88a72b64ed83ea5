package io.athanor.federation.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
  @TempDir Path directory;

  @Test
  void shouldBeTheSameSiteAfterARestart() throws IOException {
    byte[] master = new Vault(directory).master();
    assertThat(new Vault(directory).master()).isEqualTo(master).hasSize(32);
    assertThat(Files.getPosixFilePermissions(directory.resolve("master.secret")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Files.write(directory.resolve("master.secret"), new byte[3]);
    assertThatThrownBy(() -> new Vault(directory).master()).hasMessageContaining("3 bytes");
  }

  @Test
  void shouldKeepAVectorUntilTheRoundIsOver() throws IOException {
    Vault vault = new Vault(directory);
    assertThat(vault.vector(Events.ROUND)).isEmpty();
    vault.keepVector(Events.ROUND, new byte[] {1});
    assertThat(new Vault(directory).vector(Events.ROUND)).contains(new byte[] {1});
    vault.end(Events.ROUND);
    assertThat(vault.vector(Events.ROUND)).isEmpty();
    assertThat(new Vault(directory).isOver(Events.ROUND)).isTrue();
    assertThatThrownBy(() -> vault.vector("../../etc")).hasMessage("roundId is no UUID");
  }

  @Test
  void shouldPayForARoundOnceAndByProperty() throws IOException {
    Vault vault = new Vault(directory);
    vault.spend("r-1", "gap", 0.25);
    vault.spend("r-1", "gap", 0.25);
    vault.spend("r-2", "gap", 0.5);
    vault.spend("r-3", "heat", 1);
    assertThat(new Vault(directory).spent("gap")).isEqualTo(0.75);
    assertThat(vault.isPaid("r-3")).isTrue();
    assertThat(vault.isPaid("r-4")).isFalse();
  }
}
