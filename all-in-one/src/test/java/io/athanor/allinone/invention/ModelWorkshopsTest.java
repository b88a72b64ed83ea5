package io.athanor.allinone.invention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.athanor.generator.structure.Corpus;
import io.athanor.inference.worker.InferenceConfig;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ModelWorkshopsTest {
  @Test
  void shouldNameACorpusThatCannotBeReadAtEveryRequestUntilItCan() {
    Deque<Supplier<Corpus>> sources =
        new ArrayDeque<>(List.of(this::unreadable, this::unreadable, Corpus::builtIn));
    List<Setting<?>> settings = new ArrayList<>(KafkaConnection.SETTINGS);
    settings.addAll(InferenceConfig.SETTINGS);
    InferenceConfig config = InferenceConfig.of(Settings.of(Map.of(), settings));
    try (ModelWorkshops workshops =
        new ModelWorkshops(config, () -> sources.remove().get(), Optional.empty())) {
      for (int request = 0; request < 2; request++) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> workshops.open(Optional.empty()))
            .withMessageContaining("corpus");
      }
      assertThat(workshops.open(Optional.empty()).wave().corpus().entries()).isNotEmpty();
    }
  }

  private Corpus unreadable() {
    throw new IllegalArgumentException("corpus: cannot be read");
  }
}
