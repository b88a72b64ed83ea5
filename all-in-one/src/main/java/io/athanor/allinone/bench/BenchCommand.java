package io.athanor.allinone.bench;

import io.athanor.allinone.bench.continual.BenchContinualCommand;
import io.athanor.allinone.bench.inverse.BenchInverseCommand;
import io.athanor.allinone.bench.suite.BenchAllCommand;
import io.athanor.allinone.critique.BenchCriticCommand;
import io.athanor.allinone.failures.BenchDiagnosisCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code athanor bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures on published data sets, with foils and intervals.",
    subcommands = {
      BenchModelCommand.class,
      BenchDiscoveryCommand.class,
      BenchRareHitsCommand.class,
      BenchAcquisitionCommand.class,
      BenchCriticCommand.class,
      BenchDiagnosisCommand.class,
      BenchCreditsCommand.class,
      BenchPortfolioCommand.class,
      BenchShadowCommand.class,
      BenchForkCommand.class,
      BenchAdaptationCommand.class,
      BenchContinualCommand.class,
      BenchInverseCommand.class,
      BenchLatentCommand.class,
      BenchTransferCommand.class,
      BenchFederatedCommand.class,
      BenchAllCommand.class
    })
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to measure: model, discovery, rare-hits, acquisition, critic, diagnosis,"
            + " credits, portfolio, adaptation, shadow, fork, inverse,"
            + " latent, transfer, continual, federated; or all of it");
  }
}
