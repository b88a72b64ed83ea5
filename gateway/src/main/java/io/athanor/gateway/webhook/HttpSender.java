package io.athanor.gateway.webhook;

import io.athanor.event.WebhookRegistered;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Calls by HTTP: one POST to the address that was looked up and found allowed, no redirect
 * followed, nothing of the answer read but its status.
 */
final class HttpSender implements Sender, AutoCloseable {
  private static final int FIRST_NOT_TAKEN = 300;
  private static final int FIRST_TAKEN = 200;
  private static final int GONE = 410;
  private static final long CLOSE_SECONDS = 5;

  private final HttpClient client;
  private final Targets targets;
  private final Secrets secrets;
  private final InstantSource clock;
  private final Duration timeout;

  HttpSender(Vertx vertx, Targets targets, Secrets secrets, InstantSource clock, Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout(millis)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(millis));
    this.targets = targets;
    this.secrets = secrets;
    this.clock = clock;
    this.timeout = timeout;
  }

  @Override
  public Outcome call(WebhookRegistered webhook, Message message) {
    Optional<byte[]> secret = secrets.of(webhook);
    if (secret.isEmpty()) {
      return Outcome.failed("there is no secret " + webhook.getSecretId());
    }
    Targets.Target target;
    try {
      target = targets.resolve(targets.read(webhook.getUrl(), "url"));
    } catch (UnknownHostException e) {
      return Outcome.failed("the host cannot be called: " + e.getMessage());
    } catch (ProblemException e) {
      return Outcome.failed("the url " + e.problem().detail());
    }
    AtomicReference<HttpClientRequest> open = new AtomicReference<>();
    try {
      int status =
          client
              .request(options(target, webhook, message, secret.get()))
              .compose(
                  request -> {
                    open.set(request);
                    return request.send(Buffer.buffer(message.body()));
                  })
              .map(response -> response.statusCode())
              .await(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return outcome(status);
    } catch (TimeoutException e) {
      return Outcome.failed("no answer within " + timeout.toMillis() + " ms");
    } catch (Exception e) {
      // as it is: a connection that is closed or an answer that is none are no IOExceptions
      return Outcome.failed("the call broke off: " + e.getClass().getSimpleName());
    } finally {
      HttpClientRequest request = open.get();
      if (request != null) {
        var unused = request.reset();
      }
    }
  }

  @Override
  public void close() {
    Future<Void> closed = client.close();
    try {
      closed.await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      // its connections end with the event loop
    }
  }

  private static Outcome outcome(int status) {
    if (status >= FIRST_TAKEN && status < FIRST_NOT_TAKEN) {
      return Outcome.TAKEN;
    }
    return new Outcome(false, status == GONE, "was answered " + status);
  }

  private RequestOptions options(
      Targets.Target target, WebhookRegistered webhook, Message message, byte[] secret) {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(
            SocketAddress.inetSocketAddress(target.port(), target.address().getHostAddress()))
        .setHost(target.host())
        .setPort(target.port())
        .setSsl(target.tls())
        .setURI(target.path())
        .setFollowRedirects(false)
        .putHeader("Content-Type", "application/cloudevents+json; charset=utf-8")
        .putHeader("User-Agent", "athanor-webhook")
        .putHeader("Athanor-Webhook", webhook.getWebhookId())
        .putHeader("Athanor-Delivery", message.deliveryId())
        .putHeader("Athanor-Event", message.topic())
        .putHeader("Athanor-Timestamp", timestamp)
        .putHeader("Athanor-Signature", Signatures.sign(secret, timestamp, message.body()));
  }
}
