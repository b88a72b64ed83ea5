/** Avro on Kafka in Confluent's wire format, and the schema registry client. */
package io.athanor.schemas.serde;
