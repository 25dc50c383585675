package dev.symbolon.admin.running;

import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.Samples.anAuthorization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.authorization.AuthorizationCommand;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.grant.Grants;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.HybridClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of everything in a tenant, by the names that the paths of the OpenAPI document have for it. */
public final class Everything {
    private final Map<String, String> ids = new LinkedHashMap<>();

    private Everything() {}

    /**
     * Makes it.
     *
     * @param login of the person that it has, an admin of the tenant
     */
    public static Everything in(RunningAdmin admin, String tenant, String slug, String login) {
        Everything made = new Everything();
        Map<String, String> ids = made.ids;
        Tokens tokens = new Tokens(admin);
        Api operator = admin.operator();
        String base = "/tenants/" + tenant;
        ids.put("tenant", tenant);
        ids.put("user", tokens.person(tenant, login, "tenant-admin"));
        ids.put(
                "resource",
                id(operator.post(
                        base + "/resources",
                        Map.of("audience", "https://" + slug + ".test", "name", "Rooms of " + slug))));
        ids.put(
                "client",
                id(operator.post(
                        base + "/clients",
                        Map.of(
                                "name",
                                "App of " + slug,
                                "kind",
                                "web",
                                "redirectUris",
                                List.of("https://app.test/callback")))));
        ids.put("role", id(operator.post(base + "/roles", Map.of("name", "role-of-" + slug, "kind", "application"))));
        ids.put("group", id(operator.post(base + "/groups", Map.of("name", "group-of-" + slug))));
        Api.Said invited = operator.post(base + "/invitations", Map.of("login", "invited-" + login));
        ids.put("invitation", id(invited));
        ids.put("invited", invited.json().get("user").asString());
        ids.put(
                "provider",
                id(operator.post(
                        base + "/identity-providers",
                        Map.of("name", "Provider of " + slug, "issuer", "https://up.test", "clientId", "c"))));
        ids.put("key", tokens.key(tenant));
        made.signedIn(admin);
        return made;
    }

    /** That person's sign-in, and what they let the client have: as the token service decides it. */
    private void signedIn(RunningAdmin admin) {
        TenantId tenant = new TenantId(ids.get("tenant"));
        UserId user = new UserId(ids.get("user"));
        ClientId client = new ClientId(ids.get("client"));
        SessionId session = new SessionId(admin.bean(Randomness.class).identifier());
        Instant now = Instant.now();
        assertThat(admin.send(
                        tenant,
                        aSession()
                                .in(tenant)
                                .withId(session)
                                .of(user)
                                .at(now)
                                .lasting(Duration.ofHours(1))
                                .start()))
                .isInstanceOf(Outcome.Done.class);
        AuthorizationCommand.Decide approval = anAuthorization()
                .in(tenant)
                .withId(new AuthorizationId(admin.bean(Randomness.class).identifier()))
                .by(client)
                .of(user)
                .signedInBy(session)
                .withScopes("openid")
                .at(now)
                .approve();
        admin.send(tenant, approval);
        GrantId grant = new GrantId(admin.bean(Randomness.class).identifier());
        Instant end = now.plusSeconds(300);
        List<String> audience = List.of("urn:symbolon:admin-api");
        TokenId token = TokenId.at(admin.bean(HybridClock.class).now(), admin.bean(Randomness.class));
        assertThat(admin.send(
                        tenant,
                        new GrantCommand.Issue(
                                new Grants.New(
                                        tenant,
                                        grant,
                                        client,
                                        new GrantOrigin.Code(
                                                approval.authorization(), approval.person(), Optional.empty()),
                                        List.of("openid"),
                                        audience,
                                        Optional.empty(),
                                        end),
                                new IssuedToken(
                                        token, new KeyId(ids.get("key")), audience, List.of("openid"), now, end),
                                Optional.empty(),
                                now)))
                .isInstanceOf(Outcome.Done.class);
        ids.put("session", session.value());
        ids.put("consent", ConsentId.of(user, client).value());
        ids.put("grant", grant.value());
        for (String made : new String[] {"session", "consent", "grant"}) {
            Api.Said said = admin.operator().get("/tenants/" + tenant.value() + "/" + made + "s/" + ids.get(made));
            assertThat(said.status()).as(said.text()).isEqualTo(200);
        }
    }

    /** The id of the thing of that kind; {@code invited} is whom the invitation is for. */
    public String id(String kind) {
        return ids.get(kind);
    }

    /** The path with these ids; {@code {tenant}} is that tenant. */
    public String filled(String path, String tenant) {
        String filled = path.replace("{tenant}", tenant);
        for (Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        assertThat(filled).as("a kind of thing that isn't made here").doesNotContain("{");
        return filled;
    }

    public String filled(String path) {
        return filled(path, ids.get("tenant"));
    }

    private static String id(Api.Said said) {
        assertThat(said.status()).as(said.text()).isEqualTo(201);
        return said.id();
    }
}
