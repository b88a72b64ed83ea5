/** The protocol of experiment-progressed as a pure fold. */
package io.athanor.schemas.lifecycle;
