package io.athanor.allinone.engine;

import io.athanor.acquisition.AcquisitionConfig;
import io.athanor.acquisition.AcquisitionProcess;
import io.athanor.acquisition.scheduling.SchedulerConfig;
import io.athanor.acquisition.shadow.ShadowConfig;
import io.athanor.allinone.embedded.StartException;
import io.athanor.allinone.federation.NetworkLearner;
import io.athanor.allinone.federation.NetworkPlaces;
import io.athanor.allinone.invention.GeneratorApp;
import io.athanor.allinone.invention.GeneratorConfig;
import io.athanor.federation.app.FederationApp;
import io.athanor.federation.app.FederationConfig;
import io.athanor.federation.app.TrunkLearner;
import io.athanor.gateway.GatewayApp;
import io.athanor.gateway.GatewayConfig;
import io.athanor.gateway.security.SecuritySettings;
import io.athanor.inference.continual.OldTask;
import io.athanor.inference.continual.RefreshOptions;
import io.athanor.inference.continual.TrunkRefresh;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.trainer.TrainerApp;
import io.athanor.inference.trainer.TrainerConfig;
import io.athanor.inference.worker.InferenceApp;
import io.athanor.inference.worker.InferenceConfig;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.settings.SettingsException;
import io.athanor.schemas.signing.Ed25519;
import io.athanor.streams.PerceptionConfig;
import io.athanor.streams.PerceptionProcess;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Starts the applications from settings. */
final class Apps {
  private static final String INSTANCE = "all-in-one";

  private Apps() {}

  /** What holds where a setting was not given: state lies in the engine's directory. */
  static Settings inDirectory(Settings settings, Path directory) {
    return settings
        .otherwise(InferenceConfig.MODEL_TRAINED, directory.resolve("models").toString())
        .otherwise(PerceptionConfig.STATE_DIRECTORY, directory.resolve("streams").toString())
        .otherwise(AcquisitionConfig.STATE_DIRECTORY, directory.resolve("acquisition").toString())
        .otherwise(GeneratorConfig.STATE_DIRECTORY, directory.resolve("generator").toString())
        .otherwise(
            FederationConfig.IDENTITY,
            directory.resolve("federation").resolve("site.pem").toString())
        .otherwise(
            FederationConfig.KEYS, directory.resolve("federation").resolve("keys").toString())
        .otherwise(
            FederationConfig.STATE, directory.resolve("federation").resolve("state").toString());
  }

  /**
   * What holds besides where the broker is in this process: there is one instance of everything, so
   * that each is a static member, whose place is free at once after a kill; and the key that signs
   * orders lies in the engine's directory.
   */
  static Settings alone(Settings settings, Path directory) {
    return settings
        .otherwise(
            AcquisitionConfig.SIGNING_KEY,
            directory.resolve("keys").resolve("orders.pem").toString())
        .otherwise(EngineSettings.PARTITIONS, "1")
        .otherwise(PerceptionConfig.INSTANCE_ID, INSTANCE)
        .otherwise(AcquisitionConfig.INSTANCE_ID, INSTANCE)
        .otherwise(GeneratorConfig.INSTANCE_ID, INSTANCE);
  }

  /**
   * Finds what does not hold together before anything starts.
   *
   * @throws SettingsException naming the setting
   */
  static void check(Settings settings, Set<Part> parts) {
    for (Part each : parts) {
      try {
        if (each == Part.BROKER) {
          checkReach(settings);
        }
        Object unused =
            switch (each) {
              case STREAMS -> PerceptionConfig.of(settings);
              case INFERENCE_WORKER -> InferenceConfig.of(settings);
              case TRAINER -> TrainerConfig.of(settings);
              case ACQUISITION ->
                  List.of(
                      AcquisitionConfig.of(settings),
                      SchedulerConfig.of(settings),
                      ShadowConfig.of(settings));
              case GENERATOR -> GeneratorConfig.of(settings);
              case GATEWAY -> GatewayConfig.of(settings);
              case FEDERATION ->
                  FederationConfig.isAsked(settings) ? federationConfig(settings) : each;
              case MANAGEMENT, BROKER, REGISTRY, TOPICS -> each;
            };
      } catch (SettingsException e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw new SettingsException(List.of(each.label() + ": " + e.getMessage()));
      }
    }
  }

  /** The whole engine has one door: what it does not ask nobody else may reach. */
  private static void checkReach(Settings settings) {
    SecuritySettings.read(settings)
        .requireReachable(
            EngineSettings.MANAGEMENT_HOST.name(), settings.get(EngineSettings.MANAGEMENT_HOST));
  }

  static Running streams(Settings settings, MeterRegistry metrics) {
    PerceptionProcess process = PerceptionProcess.start(PerceptionConfig.of(settings), metrics);
    return new Running(
        Part.STREAMS, process::isReady, process::isAlive, process::onFailure, process);
  }

  static Running inferenceWorker(Settings settings, MeterRegistry metrics) {
    InferenceApp app = InferenceApp.start(InferenceConfig.of(settings), metrics);
    return new Running(Part.INFERENCE_WORKER, app::isReady, app::isAlive, app::onFailure, app);
  }

  static Running trainer(Settings settings, MeterRegistry metrics) {
    TrainerConfig config = TrainerConfig.of(settings);
    TrainerApp app =
        TrainerApp.start(config, () -> refresher(config), metrics, InstantSource.system());
    return new Running(Part.TRAINER, app::isReady, app::isAlive, app::onFailure, app);
  }

  /** Keeps what the released model was trained for; for one refresh, in its thread. */
  private static TrunkRefresh refresher(TrainerConfig config) {
    InferenceConfig inference = config.inference();
    DeviceOptions serving = inference.device();
    DeviceOptions device =
        new DeviceOptions(
            serving.device(),
            config.threads(),
            1,
            serving.memoryGrowth(),
            serving.memoryPercent(),
            serving.visibleDevices());
    Path made = Path.of(inference.trained().orElseThrow());
    OldTask past = OldTask.of(inference.store().load(inference.modelName(), Optional.empty()));
    return new TrunkRefresh(RefreshOptions.USUAL, device, made, Optional.of(past));
  }

  /** Makes the key that signs orders where there is none yet and orders are to be signed. */
  static void createSigningKey(Settings settings) {
    String file = settings.get(AcquisitionConfig.SIGNING_KEY);
    if (file.isBlank()) {
      return;
    }
    try {
      Ed25519.readOrCreate(Path.of(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException(
          AcquisitionConfig.SIGNING_KEY.name() + ": " + file + " cannot be made or read", e);
    }
  }

  static Running acquisition(Settings settings, MeterRegistry metrics) {
    AcquisitionProcess process =
        AcquisitionProcess.start(
            AcquisitionConfig.of(settings),
            SchedulerConfig.of(settings),
            ShadowConfig.of(settings),
            metrics);
    return new Running(
        Part.ACQUISITION, process::isReady, process::isAlive, process::onFailure, process);
  }

  static Running generator(Settings settings, MeterRegistry metrics) {
    GeneratorApp app = GeneratorApp.start(GeneratorConfig.of(settings), metrics);
    return new Running(Part.GENERATOR, app::isReady, app::isAlive, app::onFailure, app);
  }

  private static FederationConfig federationConfig(Settings settings) {
    FederationConfig config = FederationConfig.of(settings);
    if (config.trunk().isPresent()) {
      var unused = NetworkPlaces.of(settings, config, config.trunk().get().properties());
    }
    return config;
  }

  /** A site; nothing where no hub is given. */
  static Running federation(Settings settings) {
    if (!FederationConfig.isAsked(settings)) {
      return Running.steady(Part.FEDERATION, () -> {});
    }
    FederationConfig config = FederationConfig.of(settings);
    FederationApp app = FederationApp.start(config, learner(settings, config));
    return new Running(Part.FEDERATION, app::isReady, app::isAlive, app::onFailure, app);
  }

  /** This site's network, where it is averaged with others. */
  private static Optional<TrunkLearner> learner(Settings settings, FederationConfig config) {
    return config
        .trunk()
        .map(
            plan ->
                new NetworkLearner(
                    NetworkPlaces.of(settings, config, plan.properties()), InstantSource.system()));
  }

  static GatewayApp gateway(Settings settings, MeterRegistry metrics) {
    return GatewayApp.start(GatewayConfig.of(settings), metrics);
  }
}
