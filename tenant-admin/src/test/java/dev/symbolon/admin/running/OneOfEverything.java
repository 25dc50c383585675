package dev.symbolon.admin.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.sample.AuthorizationSample;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.HybridClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tenant with one of each thing that the API has paths of, and those paths with its ids in them. */
public final class OneOfEverything {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RunningAdmin admin;
    private final String tenant;
    private final Map<String, String> ids = new HashMap<>();

    public OneOfEverything(RunningAdmin admin, String slug) {
        this.admin = admin;
        this.tenant = admin.tenant(slug);
        Tokens tokens = new Tokens(admin);
        Api operator = admin.operator();
        String base = "/tenants/" + tenant;
        ids.put("tenant", tenant);
        ids.put("user", tokens.person(tenant, "grace", "tenant-admin"));
        ids.put("resource", made(operator, base + "/resources", Map.of("audience", "https://one.test", "name", "One")));
        ids.put("client", made(operator, base + "/clients", Map.of("name", "One", "kind", "service")));
        ids.put("role", made(operator, base + "/roles", Map.of("name", "one", "kind", "application")));
        ids.put("group", made(operator, base + "/groups", Map.of("name", "one")));
        ids.put("invitation", made(operator, base + "/invitations", Map.of("login", "invited")));
        ids.put(
                "provider",
                made(
                        operator,
                        base + "/identity-providers",
                        Map.of("name", "Up", "issuer", "https://up.test", "clientId", "c")));
        ids.put("key", tokens.key(tenant));
        ids.put("grant", (String) tokens.claims(tenant, slug, ids.get("user"), "console", "users:read")
                .get("grant_id"));
        signIn();
    }

    /** A session and a consent are made by the token service's decisions. */
    private void signIn() {
        Randomness randomness = admin.bean(Randomness.class);
        Instant now = admin.bean(HybridClock.class).now().instant();
        TenantId id = new TenantId(tenant);
        UserId user = new UserId(ids.get("user"));
        SessionId session = new SessionId(randomness.identifier());
        admin.send(
                id,
                new SessionCommand.Start(
                        id,
                        session,
                        user,
                        SecretHash.of("the browser's secret"),
                        List.of("pwd"),
                        "1",
                        Personal.of("203.0.113.7"),
                        Personal.of("Mozilla/5.0"),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        now.plusSeconds(600),
                        now));
        ids.put("session", session.value());
        admin.send(
                id,
                new AuthorizationSample()
                        .in(id)
                        .withId(new AuthorizationId(randomness.identifier()))
                        .by(new ClientId(ids.get("client")))
                        .of(user)
                        .signedInBy(session)
                        .at(now)
                        .approve());
        ids.put("consent", ids.get("user") + "~" + ids.get("client"));
    }

    private static String made(Api operator, String path, Map<String, Object> body) {
        Api.Said said = operator.post(path, body);
        assertThat(said.status()).as(path + " " + said.text()).isEqualTo(201);
        return said.id();
    }

    public String tenant() {
        return tenant;
    }

    public String id(String thing) {
        return ids.get(thing);
    }

    public String filled(String path) {
        return filled(path, tenant);
    }

    /** The path of another tenant, with the ids of this one's things. */
    public String filled(String path, String other) {
        String filled = path.replace("{tenant}", other);
        for (Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled;
    }

    /**
     * An operation of the OpenAPI document.
     *
     * @param status of its good answer
     * @param body   the document's example, where it takes one
     */
    public record Documented(String id, String method, String path, int status, byte[] body, String type) {
        @Override
        public String toString() {
            return method + " " + path;
        }

        /** Whether it is about a thing, rather than a list of them. */
        public boolean ofOneThing() {
            return status != 201;
        }
    }

    public static List<Documented> operations(RunningAdmin admin) {
        List<Documented> operations = new ArrayList<>();
        JsonNode paths = admin.with("").get("/admin/v1/openapi.json").json().get("paths");
        paths.properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation ->
                                operations.add(documented(operation.getKey(), path.getKey(), operation.getValue()))));
        assertThat(operations).hasSizeGreaterThan(60);
        return operations;
    }

    private static Documented documented(String method, String path, JsonNode operation) {
        JsonNode content = operation.at("/requestBody/content");
        boolean takes = !content.isMissingNode();
        return new Documented(
                operation.get("operationId").asString(),
                method.toUpperCase(Locale.ROOT),
                path,
                Integer.parseInt(
                        operation.get("responses").propertyNames().iterator().next()),
                takes ? JSON.writeValueAsBytes(content.iterator().next().get("example")) : null,
                takes ? content.propertyNames().iterator().next() : null);
    }
}
