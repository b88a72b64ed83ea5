package io.athanor.acquisition.campaign;

/**
 * A campaign in numbers.
 *
 * @param admitted candidates in the pool
 * @param scored of these, with a prediction
 * @param proposed experiments proposed so far
 * @param open experiments that take a place now
 * @param used experiments that count against the budget
 * @param observations values of the objective
 * @param failures experiments that failed
 */
public record CampaignView(
    int admitted, int scored, int proposed, int open, int used, int observations, int failures) {}
