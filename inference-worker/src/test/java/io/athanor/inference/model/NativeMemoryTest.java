package io.athanor.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  private static final int RUNS = 3_000;

  @Test
  void shouldLeaveNoNativeTensorBehind() throws Exception {
    try (MaterialModel model = Models.open(1)) {
      List<MaterialGraph> batch = List.of(Cells.rockSalt(11, 17, 5.64).graph());
      for (int run = 0; run < 100; run++) {
        model.predict(batch);
      }
      long before = livePointers();
      for (int run = 0; run < RUNS; run++) {
        model.predict(batch);
      }
      assertThat(livePointers() - before).isLessThanOrEqualTo(0);
    }
  }

  /** JavaCPP's own count of native objects whose deallocation is still due. */
  private static long livePointers() throws Exception {
    return (long)
        Class.forName("org.bytedeco.javacpp.Pointer").getMethod("totalCount").invoke(null);
  }
}
