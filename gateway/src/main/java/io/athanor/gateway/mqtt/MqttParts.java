package io.athanor.gateway.mqtt;

import io.athanor.gateway.command.InstrumentCommands;
import io.athanor.gateway.command.Intake;
import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.event.Origin;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the MQTT doors need.
 *
 * @param workers where messages are handled; refuses when it is full
 * @param origins now, each time
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
    MeterRegistry metrics) {
  MqttIntake messages() {
    return new MqttIntake(config.prefix(), contract, intake, instruments);
  }
}
