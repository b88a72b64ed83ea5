/** The topic catalogue as code. */
package io.athanor.schemas.topic;
