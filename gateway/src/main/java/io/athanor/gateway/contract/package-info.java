/** The OpenAPI contract: loads it and holds request bodies to it. */
package io.athanor.gateway.contract;
