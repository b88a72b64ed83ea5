/** How several experiments are chosen at once, so that they do not all ask the same question. */
package io.athanor.acquisition.planner.batch;
