package io.athanor.acquisition.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
  @Test
  void shouldEqualTheListItWasMadeFrom() {
    List<Double> exact = List.of(0.5, -3.0, (double) 0.1f);
    assertThat(Embedding.copyOf(exact)).isEqualTo(exact).hasSameHashCodeAs(exact);
    assertThat(exact).isEqualTo(Embedding.copyOf(exact));
    assertThat(Embedding.copyOf(List.of())).isEmpty();
  }

  @Test
  void shouldKeepWhatIsNoFloat() {
    assertThat(Embedding.copyOf(List.of(0.1, 1.0))).containsExactly(0.1, 1.0);
  }
}
