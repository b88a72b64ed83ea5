package io.athanor.allinone.access;

import io.athanor.gateway.security.AccessKeys;
import io.athanor.gateway.security.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code athanor key}: makes an API key. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description =
        "Makes an API key: prints the entry for the list 'keys' of gateway.keys.file, which holds"
            + " the secret's digest only, and the secret itself, once.")
public final class KeyCommand implements Callable<Integer> {
  private static final int SECRET_BYTES = 32;

  @Option(names = "--id", paramLabel = "ID", required = true, description = "Name of the key.")
  private String id;

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description = "Whose it is: an instrument, a person, a service. Default: the id.")
  private String subject;

  @Option(
      names = "--roles",
      paramLabel = "ROLE",
      required = true,
      split = ",",
      description = "instrument, robot, scientist, approver, operator, auditor; comma-separated.")
  private List<String> roles;

  @Option(names = "--tenant", paramLabel = "NAME", description = "Default: the default tenant.")
  private String tenant;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    JsonObject entry =
        new JsonObject()
            .put("id", id)
            .put("sha256", HexFormat.of().formatHex(AccessKeys.sha256(secret)))
            .put("subject", subject == null ? id : subject)
            .put("roles", new JsonArray(List.copyOf(roles)));
    if (tenant != null) {
      entry.put("tenant", tenant);
    }
    try {
      roles.forEach(Role::of);
      AccessKeys.read(new JsonObject().put("keys", new JsonArray().add(entry)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(entry.encode());
    out.println("X-API-Key: " + id + "." + secret);
    out.flush();
    return 0;
  }
}
