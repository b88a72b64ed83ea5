/**
 * Why an experiment failed, as a posterior over causes, and what follows from it. Pure: evidence
 * and history in, probabilities and a corrective action out.
 */
package io.athanor.acquisition.diagnosis;
