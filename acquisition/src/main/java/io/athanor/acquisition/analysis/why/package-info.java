/** Why this one: a decision taken apart, from its campaign's journal alone. */
package io.athanor.acquisition.analysis.why;
