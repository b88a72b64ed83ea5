package io.athanor.gateway.command;

import io.vertx.core.json.JsonObject;

/**
 * What a caller is answered.
 *
 * @param status HTTP status
 * @param body JSON
 */
public record Reply(int status, JsonObject body) {}
