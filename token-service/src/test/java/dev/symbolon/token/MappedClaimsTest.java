package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.role.AssignmentCommand;
import dev.symbolon.core.role.GroupCommand;
import dev.symbolon.core.role.GroupId;
import dev.symbolon.core.role.GroupMetadata;
import dev.symbolon.core.role.RoleCommand;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.role.RoleKind;
import dev.symbolon.core.role.RoleMetadata;
import dev.symbolon.core.tenant.ClaimRule;
import dev.symbolon.core.tenant.ClaimRule.ClaimSource;
import dev.symbolon.core.tenant.ClaimRule.ClaimTarget;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a tenant maps into its tokens. */
class MappedClaimsTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();

    private final TestTenant tenant = TestTenant.onboard(PLATFORM);
    private final TestTenant.Person ada = tenant.person("ada");
    private final Instant now = Instant.now();

    @Test
    void roles_groups_and_fixed_claims_are_where_the_tenant_puts_them() {
        RoleId reception = role("reception", RoleKind.APPLICATION);
        RoleId admin = role("people", RoleKind.ADMIN);
        RoleId byGroup = role("night-desk", RoleKind.APPLICATION);
        GroupId group = new GroupId(PLATFORM.randomness().identifier());
        send(new GroupCommand.Define(tenant.id(), group, new GroupMetadata("night-shift", "", List.of(byGroup)), now));
        send(new AssignmentCommand(tenant.id(), ada.id(), List.of(reception, admin), List.of(group), now));
        send(new TenantCommand.ChangeClaimMapping(
                tenant.id(),
                List.of(
                        new ClaimRule("roles", new ClaimSource.Roles(), Set.of(ClaimTarget.ACCESS_TOKEN)),
                        new ClaimRule("groups", new ClaimSource.Groups(), Set.of(ClaimTarget.ID_TOKEN)),
                        new ClaimRule("hotel", new ClaimSource.Fixed("grand"), Set.of(ClaimTarget.USERINFO))),
                now));

        Map<String, Object> tokens = tokens();

        Map<String, Object> access = CodeFlow.claims(tokens.get("access_token"));
        assertThat(access)
                .containsEntry("roles", List.of("night-desk", "reception"))
                .doesNotContainKeys("groups", "hotel");
        assertThat(CodeFlow.claims(tokens.get("id_token")))
                .containsEntry("groups", List.of("night-shift"))
                .doesNotContainKeys("roles", "hotel");
        TestBrowser.Page userinfo = TestBrowser.at(PLATFORM.node())
                .header("Authorization", "Bearer " + tokens.get("access_token"))
                .get(tenant.path() + "/userinfo");
        assertThat(CodeFlow.json(userinfo)).containsEntry("hotel", "grand").doesNotContainKeys("roles", "groups");
    }

    @Test
    void an_id_token_that_leaves_in_front_has_them_too_and_alone_what_userinfo_would_say() {
        send(new TenantCommand.ChangeClaimMapping(
                tenant.id(),
                List.of(
                        new ClaimRule("hotel", new ClaimSource.Fixed("grand"), Set.of(ClaimTarget.ID_TOKEN)),
                        new ClaimRule("city", new ClaimSource.Fixed("paris"), Set.of(ClaimTarget.USERINFO)),
                        new ClaimRule("floor", new ClaimSource.Fixed("one"), Set.of(ClaimTarget.ACCESS_TOKEN))),
                now));
        TestTenant.Client legacy = tenant.client(aClient()
                .withPermissions()
                .firstParty()
                .withGrants(GrantType.IMPLICIT)
                .withResponses(ResponseType.ID_TOKEN, ResponseType.ID_TOKEN_TOKEN));

        Map<String, Object> alone = idToken(legacy, "id_token");
        Map<String, Object> together = idToken(legacy, "id_token token");

        assertThat(alone)
                .containsEntry("hotel", "grand")
                .containsEntry("city", "paris")
                .doesNotContainKey("floor");
        assertThat(together).containsEntry("hotel", "grand").doesNotContainKeys("city", "floor");
    }

    private Map<String, Object> idToken(TestTenant.Client client, String responseType) {
        return CodeFlow.claims(new CodeFlow(tenant, client)
                .responding(responseType)
                .complete(TestBrowser.at(PLATFORM.node()), ada)
                .fragment()
                .get("id_token"));
    }

    @Test
    void no_mapping_takes_the_place_of_what_others_rely_on() {
        for (String claim : List.of("sub", "iss", "aud", "scope", "email", "client_id", "grant_id", "", "a b")) {
            assertThat(PLATFORM.send(
                            tenant.id(),
                            new TenantCommand.ChangeClaimMapping(
                                    tenant.id(),
                                    List.of(new ClaimRule(
                                            claim, new ClaimSource.Fixed("x"), Set.of(ClaimTarget.ID_TOKEN))),
                                    now)))
                    .as(claim)
                    .isEqualTo(new Outcome.Refused("claim-name"));
        }
    }

    private Map<String, Object> tokens() {
        CodeFlow flow = new CodeFlow(tenant, tenant.client(aClient().withPermissions()));
        return CodeFlow.json(flow.redeem(PLATFORM.node(), flow.code(TestBrowser.at(PLATFORM.node()), ada)));
    }

    private RoleId role(String name, RoleKind kind) {
        RoleId role = new RoleId(PLATFORM.randomness().identifier());
        send(new RoleCommand.Define(tenant.id(), role, new RoleMetadata(name, kind, "", List.of()), now));
        return role;
    }

    private void send(Command<Outcome> command) {
        assertThat(PLATFORM.send(tenant.id(), command)).isEqualTo(new Outcome.Done());
    }
}
