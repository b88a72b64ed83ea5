/** Robotic crystallisation: ESCALATE experiment tables. */
package io.athanor.formats.escalate;
