package io.athanor.allinone.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Manifests are code: read as typed models, held to the topic catalogue and to what a pod needs.
 */
class ManifestsTest {
  private static final Path BASE = Path.of("..", "k8s", "base");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "Namespace", Namespace.class,
          "ServiceAccount", ServiceAccount.class,
          "ConfigMap", ConfigMap.class,
          "PersistentVolumeClaim", PersistentVolumeClaim.class,
          "Service", Service.class,
          "StatefulSet", StatefulSet.class,
          "Deployment", Deployment.class,
          "PodDisruptionBudget", PodDisruptionBudget.class);

  @Test
  void shouldListEveryManifestInTheKustomization() throws IOException {
    List<String> listed = new ArrayList<>();
    YAML.readTree(BASE.resolve("kustomization.yaml").toFile())
        .path("resources")
        .forEach(each -> listed.add(each.asText()));
    try (Stream<Path> files = Files.list(BASE)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(listed.stream(), Stream.of("kustomization.yaml")).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void shouldHoldNoFieldThatKubernetesDoesNotKnow(JsonNode document) throws IOException {
    String kind = document.path("kind").asText();
    if (kind.equals("KafkaTopic")) {
      return; // a custom resource: held to the catalogue below
    }
    assertThat(TYPES).containsKey(kind);
    Object typed = YAML.treeToValue(document, TYPES.get(kind));
    assertThat(unknownFields(typed, kind)).isEmpty();
  }

  @Test
  void shouldGiveTheTopicsOfTheCatalogue() throws IOException {
    List<JsonNode> topics =
        documents().filter(each -> each.path("kind").asText().equals("KafkaTopic")).toList();
    assertThat(topics.stream().map(each -> each.path("metadata").path("name").asText()))
        .containsExactlyElementsOf(Topics.all().stream().map(Topic::name).toList());
    for (int index = 0; index < topics.size(); index++) {
      Topic<?> topic = Topics.all().get(index);
      JsonNode spec = topics.get(index).path("spec");
      assertThat(spec.path("partitions").asInt()).as(topic.name()).isEqualTo(topic.partitions());
      topic
          .configuration()
          .forEach(
              (key, value) ->
                  assertThat(spec.path("config").path(key).asText())
                      .as(topic.name() + " " + key)
                      .isEqualTo(value));
      assertThat(spec.path("replicas").asInt()).isEqualTo(3);
      assertThat(spec.path("config").path("min.insync.replicas").asInt()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void shouldRunEveryPodWithoutPrivilegeAndWithProbes(PodSpec pod) {
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getEnableServiceLinks()).isFalse();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(30);
    Container container = pod.getContainers().get(0);
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/health/live");
    assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/health/live");
    assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/health/ready");
    assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
    assertThat(container.getResources().getLimits()).containsKey("memory");
  }

  /** A site that learns with others is a component: not everybody has a hub. */
  @Test
  void shouldHoldTheFederationToTheSameRules() throws IOException {
    List<String> variables = EngineSettings.all().stream().map(Setting::variable).toList();
    Path component = Path.of("..", "k8s", "components", "federation");
    try (InputStream settings =
            Files.newInputStream(component.resolve("ConfigMap-federation.yaml"));
        InputStream set = Files.newInputStream(component.resolve("StatefulSet-federation.yaml"))) {
      for (JsonNode document : all(settings)) {
        document
            .path("data")
            .fieldNames()
            .forEachRemaining(each -> assertThat(variables).contains(each));
      }
      for (JsonNode document : all(set)) {
        Class<?> type = TYPES.get(document.path("kind").asText());
        assertThat(unknownFields(YAML.treeToValue(document, type), "federation")).isEmpty();
        JsonNode pod = document.path("spec").path("template").path("spec");
        if (pod.isObject()) {
          PodSpec typed = YAML.treeToValue(pod, PodSpec.class);
          shouldRunEveryPodWithoutPrivilegeAndWithProbes(typed);
          typed.getContainers().get(0).getEnv().stream()
              .map(EnvVar::getName)
              .filter(each -> each.startsWith("ATHANOR_"))
              .forEach(each -> assertThat(variables).contains(each));
        }
      }
    }
  }

  /** A version is handed over in a directory that the trainer writes and the others read. */
  @Test
  void shouldHandVersionsOverInOnePlace() throws IOException {
    List<String> places = new ArrayList<>();
    for (PodSpec pod : pods().toList()) {
      pod.getContainers().get(0).getEnv().stream()
          .filter(each -> each.getName().equals("ATHANOR_INFERENCE_MODEL_TRAINED"))
          .forEach(each -> places.add(pod.getContainers().get(0).getName() + each.getValue()));
      if (pod.getVolumes().stream().anyMatch(each -> each.getName().equals("models"))) {
        Container container = pod.getContainers().get(0);
        boolean reads = !container.getName().equals("trainer");
        assertThat(container.getVolumeMounts())
            .anySatisfy(
                each -> {
                  assertThat(each.getName()).isEqualTo("models");
                  assertThat(each.getMountPath()).isEqualTo("/var/lib/athanor/models");
                  assertThat(Boolean.TRUE.equals(each.getReadOnly())).isEqualTo(reads);
                });
      }
    }
    assertThat(places)
        .contains(
            "trainer/var/lib/athanor/models",
            "generator/var/lib/athanor/models",
            "inference-worker/var/lib/athanor/models");
  }

  @Test
  void shouldRenderWithKustomize() throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder("kubectl", "kustomize", BASE.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "kubectl is not on this machine: " + e.getMessage());
      return;
    }
    List<JsonNode> rendered;
    try (InputStream out = process.getInputStream()) {
      rendered = all(out);
    }
    assertThat(process.waitFor()).isZero();
    assertThat(rendered).hasSameSizeAs(documents().toList());
    assertThat(rendered.stream().filter(each -> !each.path("kind").asText().equals("Namespace")))
        .allSatisfy(
            each ->
                assertThat(each.path("metadata").path("namespace").asText()).isEqualTo("athanor"));
  }

  static Stream<JsonNode> documents() throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    try (Stream<Path> files = Files.list(BASE)) {
      for (Path file : files.sorted().toList()) {
        if (!file.endsWith("kustomization.yaml")) {
          try (InputStream in = Files.newInputStream(file)) {
            documents.addAll(all(in));
          }
        }
      }
    }
    return documents.stream();
  }

  static Stream<PodSpec> pods() throws IOException {
    List<PodSpec> pods = new ArrayList<>();
    for (JsonNode document : documents().toList()) {
      JsonNode pod = document.path("spec").path("template").path("spec");
      if (pod.isObject()) {
        pods.add(YAML.treeToValue(pod, PodSpec.class));
      }
    }
    assertThat(pods).hasSize(6);
    return pods.stream();
  }

  /** Every environment variable that the pods set for Athanor. */
  static List<String> variables() throws IOException {
    List<String> names = new ArrayList<>();
    pods()
        .flatMap(pod -> pod.getContainers().get(0).getEnv().stream())
        .map(EnvVar::getName)
        .forEach(names::add);
    documents()
        .filter(each -> each.path("kind").asText().equals("ConfigMap"))
        .forEach(each -> each.path("data").fieldNames().forEachRemaining(names::add));
    return names.stream().filter(each -> each.startsWith("ATHANOR_")).distinct().toList();
  }

  private static List<JsonNode> all(InputStream in) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    YAML.readerFor(JsonNode.class).<JsonNode>readValues(in).forEachRemaining(documents::add);
    return documents;
  }

  /** What the typed model could not place ends in its additionalProperties: none may be there. */
  private static List<String> unknownFields(Object typed, String path) throws IOException {
    List<String> unknown = new ArrayList<>();
    for (java.lang.reflect.Method method : typed.getClass().getMethods()) {
      boolean getter =
          method.getName().startsWith("get")
              && method.getParameterCount() == 0
              && method.getDeclaringClass() != Object.class;
      if (getter) {
        Object value;
        try {
          value = method.invoke(typed);
        } catch (ReflectiveOperationException e) {
          throw new IOException(e);
        }
        String inner = path + "." + method.getName().substring(3);
        if (method.getName().equals("getAdditionalProperties")) {
          ((Map<?, ?>) value).keySet().forEach(key -> unknown.add(path + "." + key));
        } else if (value instanceof List<?> list) {
          for (Object each : list) {
            unknown.addAll(modelFields(each, inner));
          }
        } else {
          unknown.addAll(modelFields(value, inner));
        }
      }
    }
    return unknown;
  }

  private static List<String> modelFields(Object value, String path) throws IOException {
    return value != null && value.getClass().getName().startsWith("io.fabric8.")
        ? unknownFields(value, path)
        : List.of();
  }

  @Test
  void shouldNoticeAFieldThatKubernetesDoesNotKnow() throws IOException {
    JsonNode pod =
        documents()
            .filter(each -> each.path("kind").asText().equals("Deployment"))
            .findFirst()
            .orElseThrow();
    ((ObjectNode) pod.path("spec").path("template").path("spec")).put("enableServicelinks", false);
    assertThat(unknownFields(YAML.treeToValue(pod, Deployment.class), "Deployment"))
        .containsExactly("Deployment.Spec.Template.Spec.enableServicelinks");
  }

  @Test
  void shouldSetOnlyVariablesThatAreSettings() throws IOException {
    assertThat(variables()).hasSizeGreaterThan(5);
    assertThat(EngineSettings.all().stream().map(Setting::variable)).containsAll(variables());
  }
}
