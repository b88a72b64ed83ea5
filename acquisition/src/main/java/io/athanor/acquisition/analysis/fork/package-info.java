/** A campaign taken up again from somewhere in its past, and done another way. */
package io.athanor.acquisition.analysis.fork;
