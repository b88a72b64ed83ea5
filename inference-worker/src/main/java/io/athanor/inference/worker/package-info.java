/** The shell: from scoring requests on Kafka to predictions on Kafka, exactly once. */
package io.athanor.inference.worker;
