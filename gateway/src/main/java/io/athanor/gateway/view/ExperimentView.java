package io.athanor.gateway.view;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One experiment as it stands.
 *
 * @param proposal what was proposed and why
 * @param lifecycle where it stands
 * @param lastStep the last step that held
 * @param readingToProposalMillis from the reading that triggered it to its arrival here, if live
 */
public record ExperimentView(
    ExperimentProposed proposal,
    ExperimentLifecycle lifecycle,
    Optional<ExperimentProgressed> lastStep,
    OptionalDouble readingToProposalMillis) {}
