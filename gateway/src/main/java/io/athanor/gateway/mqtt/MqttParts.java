package io.athanor.gateway.mqtt;

import io.athanor.gateway.command.InstrumentCommands;
import io.athanor.gateway.command.Intake;
import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.security.Audit;
import io.athanor.gateway.security.Authenticator;
import io.athanor.gateway.security.Quotas;
import io.athanor.gateway.security.SecurityConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the MQTT doors need.
 *
 * @param workers where messages are handled; refuses when it is full
 * @param origins now, each time, of the gateway's own
 * @param ready whether the gateway takes anything yet
 */
public record MqttParts(
    Vertx vertx,
    MqttConfig config,
    Contract contract,
    Intake intake,
    InstrumentCommands instruments,
    Executor workers,
    Supplier<Origin> origins,
    BooleanSupplier ready,
    MeterRegistry metrics,
    Security security) {
  /** What stands before every message of the own server. */
  public record Security(
      Authenticator authenticator, Quotas quotas, Audit audit, Optional<SecurityConfig.Tls> tls) {}

  MqttIntake messages() {
    return new MqttIntake(config.prefix(), contract, intake, instruments);
  }
}
