/**
 * Who may have how many experiments open, and which instrument does which step: a pure fold of the
 * laboratory, shared out exactly, placed by list scheduling.
 */
package io.athanor.acquisition.scheduling;
