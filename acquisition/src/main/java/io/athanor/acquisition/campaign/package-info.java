/**
 * A campaign as a fold: events in, decisions out, time given by the caller. No Kafka; the only Avro
 * type is the step that {@link io.athanor.schemas.lifecycle.ExperimentLifecycle} folds.
 */
package io.athanor.acquisition.campaign;
