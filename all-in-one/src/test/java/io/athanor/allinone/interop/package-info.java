/** Our serdes beside those of others: Confluent's own classes, Python, Apicurio's server. */
package io.athanor.allinone.interop;
