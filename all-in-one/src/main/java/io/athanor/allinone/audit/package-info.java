/** An oracle that knows nothing of the engine: what the log holds against what the lab was told. */
package io.athanor.allinone.audit;
