package dev.symbolon.projection.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.projection.RunningAudit;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rebuilds of one view, as an operator orders and watches them by the API of the running service. */
record OrderedRebuilds(RunningAudit service, String view) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> OVER = Set.of("DONE", "CANCELLED");

    /** Of the view whose name, without its version, is this. */
    static OrderedRebuilds of(RunningAudit service, String name) {
        String view = service.ok(service.aTenant(), "/rebuilds")
                .get("views")
                .valueStream()
                .map(JsonNode::asString)
                .filter(it -> it.startsWith(name + "-v"))
                .findFirst()
                .orElseThrow();
        return new OrderedRebuilds(service, view);
    }

    /** As soon as the last one is over. */
    HttpResponse<String> order(TenantId tenant, String purpose) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> post(tenant, "/rebuilds?view=" + view + "&purpose=" + purpose),
                        answer -> answer.statusCode() != 409);
    }

    /** One that is taken. */
    void begin(TenantId tenant, String purpose) {
        HttpResponse<String> answer = order(tenant, purpose);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    HttpResponse<String> steer(TenantId tenant, String order) {
        return post(tenant, "/rebuilds/" + view + "/" + order);
    }

    JsonNode taken(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    JsonNode last(TenantId tenant) {
        return service.ok(tenant, "/rebuilds")
                .get("rebuilds")
                .valueStream()
                .filter(rebuild -> rebuild.get("view").asString().equals(view))
                .findFirst()
                .orElseThrow();
    }

    JsonNode done(TenantId tenant) {
        return await().atMost(Duration.ofSeconds(120))
                .until(() -> last(tenant), rebuild -> phase(rebuild).equals("DONE"));
    }

    /** Some of it is brought in, and by far not all. */
    JsonNode underWay(TenantId tenant) {
        JsonNode rebuild = await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> last(tenant), it -> it.get("commits").asLong() > 0 || OVER.contains(phase(it)));
        assertThat(phase(rebuild)).isEqualTo("RUNNING");
        return rebuild;
    }

    static String phase(JsonNode rebuild) {
        return rebuild.get("phase").asString();
    }

    HttpResponse<String> post(TenantId tenant, String path) {
        return send("/tenants/" + tenant.value() + path);
    }

    HttpResponse<String> postForAll(String query) {
        return send("/rebuilds?view=" + view + query);
    }

    JsonNode all() {
        HttpResponse<String> answer = service.send(
                service.request("/audit/v1/rebuilds").header("Authorization", "Bearer " + RunningAudit.TOKEN));
        return taken(answer).get("rebuilds");
    }

    private HttpResponse<String> send(String path) {
        return service.send(service.request("/audit/v1" + path)
                .header("Authorization", "Bearer " + RunningAudit.TOKEN)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }
}
