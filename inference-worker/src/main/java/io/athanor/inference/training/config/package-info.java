/** What a training is told to do: a file, validated into records. Pure but for the reading. */
package io.athanor.inference.training.config;
