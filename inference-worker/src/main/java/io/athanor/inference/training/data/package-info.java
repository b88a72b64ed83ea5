/** Training rows from files and from the log, and their graphs, cached on disk. */
package io.athanor.inference.training.data;
