package io.athanor.acquisition;

import io.athanor.acquisition.scheduling.SchedulerConfig;
import io.athanor.acquisition.shadow.ShadowConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The applications of this room in one process: acquisition, the scheduler, the analyst and shadow
 * policies. Closed in the reverse of the order they were started in; where one but the shadows
 * fails, the process has failed.
 */
public final class AcquisitionProcess implements RunningApp {
  private final List<RunningApp> apps = new ArrayList<>();

  private AcquisitionProcess() {}

  /** Starts them; the topics of the catalogue must exist. */
  public static AcquisitionProcess start(
      AcquisitionConfig config,
      SchedulerConfig scheduler,
      ShadowConfig shadow,
      MeterRegistry metrics) {
    List<Supplier<RunningApp>> starts =
        List.of(
            () -> AcquisitionApp.start(config, metrics),
            () -> SchedulerApp.start(config, scheduler, metrics),
            () -> AnalystApp.start(config, metrics),
            () -> ShadowApp.start(config, shadow, metrics));
    AcquisitionProcess process = new AcquisitionProcess();
    try {
      starts.forEach(each -> process.apps.add(each.get()));
      return process;
    } catch (RuntimeException | Error e) {
      process.close();
      throw e;
    }
  }

  @Override
  public boolean isReady() {
    return apps.stream().allMatch(RunningApp::isReady);
  }

  @Override
  public boolean isAlive() {
    return apps.stream().allMatch(RunningApp::isAlive);
  }

  @Override
  public void onFailure(Consumer<Throwable> listener) {
    apps.forEach(each -> each.onFailure(listener));
  }

  @Override
  public void close() {
    for (int i = apps.size() - 1; i >= 0; i--) {
      apps.get(i).close();
    }
  }
}
