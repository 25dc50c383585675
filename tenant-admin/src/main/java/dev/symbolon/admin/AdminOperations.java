package dev.symbolon.admin;

import static dev.symbolon.admin.http.Operation.act;
import static dev.symbolon.admin.http.Operation.delete;
import static dev.symbolon.admin.http.Operation.get;
import static dev.symbolon.admin.http.Operation.patch;
import static dev.symbolon.admin.http.Operation.post;
import static dev.symbolon.admin.http.Operation.put;
import static dev.symbolon.core.role.AdminPermission.CLIENTS_READ;
import static dev.symbolon.core.role.AdminPermission.CLIENTS_WRITE;
import static dev.symbolon.core.role.AdminPermission.CONSENTS_READ;
import static dev.symbolon.core.role.AdminPermission.CONSENTS_WRITE;
import static dev.symbolon.core.role.AdminPermission.GRANTS_READ;
import static dev.symbolon.core.role.AdminPermission.GRANTS_WRITE;
import static dev.symbolon.core.role.AdminPermission.KEYS_READ;
import static dev.symbolon.core.role.AdminPermission.KEYS_WRITE;
import static dev.symbolon.core.role.AdminPermission.PROVIDERS_READ;
import static dev.symbolon.core.role.AdminPermission.PROVIDERS_WRITE;
import static dev.symbolon.core.role.AdminPermission.RESOURCES_READ;
import static dev.symbolon.core.role.AdminPermission.RESOURCES_WRITE;
import static dev.symbolon.core.role.AdminPermission.ROLES_READ;
import static dev.symbolon.core.role.AdminPermission.ROLES_WRITE;
import static dev.symbolon.core.role.AdminPermission.SESSIONS_READ;
import static dev.symbolon.core.role.AdminPermission.SESSIONS_WRITE;
import static dev.symbolon.core.role.AdminPermission.SETTINGS_READ;
import static dev.symbolon.core.role.AdminPermission.SETTINGS_WRITE;
import static dev.symbolon.core.role.AdminPermission.TENANTS_READ;
import static dev.symbolon.core.role.AdminPermission.TENANTS_WRITE;
import static dev.symbolon.core.role.AdminPermission.USERS_ERASE;
import static dev.symbolon.core.role.AdminPermission.USERS_READ;
import static dev.symbolon.core.role.AdminPermission.USERS_WRITE;

import dev.symbolon.admin.activity.ActivityEndpoint;
import dev.symbolon.admin.client.ClientEndpoint;
import dev.symbolon.admin.client.ClientSettings;
import dev.symbolon.admin.client.ClientView;
import dev.symbolon.admin.consent.ConsentEndpoint;
import dev.symbolon.admin.grant.GrantEndpoint;
import dev.symbolon.admin.http.Operation;
import dev.symbolon.admin.invitation.InvitationEndpoint;
import dev.symbolon.admin.provider.ProviderEndpoint;
import dev.symbolon.admin.resource.ResourceEndpoint;
import dev.symbolon.admin.role.AssignmentEndpoint;
import dev.symbolon.admin.role.GroupEndpoint;
import dev.symbolon.admin.role.RoleEndpoint;
import dev.symbolon.admin.session.SessionEndpoint;
import dev.symbolon.admin.signingkey.KeyEndpoint;
import dev.symbolon.admin.tenant.PolicyEndpoint;
import dev.symbolon.admin.tenant.TenantBodies;
import dev.symbolon.admin.tenant.TenantEndpoint;
import dev.symbolon.admin.tenant.TenantView;
import dev.symbolon.admin.user.UserBodies;
import dev.symbolon.admin.user.UserEndpoint;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Every operation of the admin API, in one list: routes, admission and the OpenAPI document are made from it. */
@Component
public final class AdminOperations {
    private static final String TENANT = "/tenants/{tenant}";

    private final List<Operation> all;

    AdminOperations(
            TenantEndpoint tenants,
            PolicyEndpoint policies,
            ResourceEndpoint resources,
            ClientEndpoint clients,
            UserEndpoint users,
            InvitationEndpoint invitations,
            RoleEndpoint roles,
            GroupEndpoint groups,
            AssignmentEndpoint assignments,
            ProviderEndpoint providers,
            KeyEndpoint keys,
            SessionEndpoint sessions,
            ConsentEndpoint consents,
            GrantEndpoint grants,
            ActivityEndpoint activity) {
        all = Stream.of(
                        tenants(tenants),
                        policies(policies),
                        resources(resources),
                        clients(clients),
                        users(users),
                        invitations(invitations),
                        roles(roles),
                        groups(groups),
                        assignments(assignments),
                        providers(providers),
                        keys(keys),
                        sessions(sessions),
                        consents(consents),
                        grants(grants),
                        activity(activity))
                .flatMap(List::stream)
                .toList();
    }

    public List<Operation> all() {
        return all;
    }

    private static List<Operation> tenants(TenantEndpoint to) {
        return List.of(
                get("/tenants", "tenants.list", TENANTS_READ, "Every tenant of the platform")
                        .lists(TenantView.class)
                        .by("q", "Beginning of a word of the slug or the name")
                        .through(to::list),
                post("/tenants", "tenants.onboard", TENANTS_WRITE, "Onboard a tenant, and invite its first admin")
                        .gives(TenantView.class)
                        .takes(TenantBodies.NewTenant.class, to::onboard),
                get(TENANT, "tenants.read", SETTINGS_READ, "One tenant")
                        .gives(TenantView.class)
                        .through(to::read),
                patch(TENANT, "tenants.change", SETTINGS_WRITE, "Change a tenant's branding")
                        .gives(TenantView.class)
                        .merges(TenantBodies.TenantSettings.class, to::change),
                act(
                                TENANT + "/suspend",
                                "tenants.suspend",
                                TENANTS_WRITE,
                                "Nothing is issued any more, and what was issued is void")
                        .gives(TenantView.class)
                        .takes(TenantBodies.Reason.class, to::suspend),
                act(TENANT + "/reactivate", "tenants.reactivate", TENANTS_WRITE, "Let a suspended tenant go on")
                        .gives(TenantView.class)
                        .through(to::reactivate),
                act(
                                TENANT + "/off-board",
                                "tenants.off-board",
                                TENANTS_WRITE,
                                "End a tenant for good; its data is kept as long as is said")
                        .gives(TenantView.class)
                        .takes(TenantBodies.OffBoarding.class, to::offBoard));
    }

    private static List<Operation> policies(PolicyEndpoint to) {
        return List.of(
                get(TENANT + "/login-policy", "policies.login", SETTINGS_READ, "How people sign in")
                        .gives(TenantBodies.LoginPolicyBody.class)
                        .through(to::loginPolicy),
                patch(TENANT + "/login-policy", "policies.change-login", SETTINGS_WRITE, "Change how people sign in")
                        .gives(TenantBodies.LoginPolicyBody.class)
                        .merges(TenantBodies.LoginPolicyBody.class, to::changeLoginPolicy),
                get(TENANT + "/token-policy", "policies.token", SETTINGS_READ, "What tokens are like")
                        .gives(TenantBodies.TokenPolicyBody.class)
                        .through(to::tokenPolicy),
                patch(TENANT + "/token-policy", "policies.change-token", SETTINGS_WRITE, "Change what tokens are like")
                        .gives(TenantBodies.TokenPolicyBody.class)
                        .merges(TenantBodies.TokenPolicyBody.class, to::changeTokenPolicy),
                get(TENANT + "/limits", "policies.limits", SETTINGS_READ, "How much clients may ask of each node")
                        .gives(TenantBodies.LimitsBody.class)
                        .through(to::limits),
                patch(
                                TENANT + "/limits",
                                "policies.change-limits",
                                TENANTS_WRITE,
                                "Change how much clients may ask; an operator's call")
                        .gives(TenantBodies.LimitsBody.class)
                        .merges(TenantBodies.LimitsBody.class, to::changeLimits),
                get(TENANT + "/claim-mapping", "policies.claims", SETTINGS_READ, "What tokens carry besides")
                        .gives(TenantBodies.ClaimMapping.class)
                        .through(to::claimMapping),
                put(
                                TENANT + "/claim-mapping",
                                "policies.change-claims",
                                SETTINGS_WRITE,
                                "Set what tokens carry besides")
                        .gives(TenantBodies.ClaimMapping.class)
                        .takes(TenantBodies.ClaimMapping.class, to::changeClaimMapping));
    }

    private static List<Operation> resources(ResourceEndpoint to) {
        return List.of(
                get(TENANT + "/resources", "resources.list", RESOURCES_READ, "The APIs that tokens are for")
                        .lists(ResourceEndpoint.ResourceView.class)
                        .by("q", "Beginning of a word of the name")
                        .through(to::list),
                post(TENANT + "/resources", "resources.register", RESOURCES_WRITE, "Register an API")
                        .gives(ResourceEndpoint.ResourceView.class)
                        .takes(ResourceEndpoint.ResourceSettings.class, to::register),
                get(TENANT + "/resources/{resource}", "resources.read", RESOURCES_READ, "One API")
                        .gives(ResourceEndpoint.ResourceView.class)
                        .through(to::read),
                patch(TENANT + "/resources/{resource}", "resources.change", RESOURCES_WRITE, "Change an API")
                        .gives(ResourceEndpoint.ResourceView.class)
                        .merges(ResourceEndpoint.ResourceSettings.class, to::change));
    }

    private static List<Operation> clients(ClientEndpoint to) {
        String one = TENANT + "/clients/{client}";
        return List.of(
                get(TENANT + "/clients", "clients.list", CLIENTS_READ, "The applications that ask for tokens")
                        .lists(ClientView.class)
                        .by("q", "Beginning of a word of the name")
                        .by("status", "active or suspended")
                        .through(to::list),
                post(
                                TENANT + "/clients",
                                "clients.register",
                                CLIENTS_WRITE,
                                "Register an application; its secret is shown once")
                        .gives(ClientView.class)
                        .takes(ClientSettings.class, to::register),
                get(one, "clients.read", CLIENTS_READ, "One application")
                        .gives(ClientView.class)
                        .through(to::read),
                patch(one, "clients.change", CLIENTS_WRITE, "Change an application")
                        .gives(ClientView.class)
                        .merges(ClientSettings.class, to::change),
                act(
                                one + "/rotate-secret",
                                "clients.rotate-secret",
                                CLIENTS_WRITE,
                                "A new secret, shown once; the one before counts for the overlap")
                        .gives(ClientView.class)
                        .takes(ClientEndpoint.Rotation.class, to::rotate),
                act(
                                one + "/suspend",
                                "clients.suspend",
                                CLIENTS_WRITE,
                                "It obtains no tokens, and those that it has are void")
                        .gives(ClientView.class)
                        .takes(ClientEndpoint.Reason.class, to::suspend),
                act(one + "/reactivate", "clients.reactivate", CLIENTS_WRITE, "Let a suspended application go on")
                        .gives(ClientView.class)
                        .through(to::reactivate));
    }

    private static List<Operation> users(UserEndpoint to) {
        String one = TENANT + "/users/{user}";
        return List.of(
                get(
                                TENANT + "/users",
                                "users.list",
                                USERS_READ,
                                "Who can sign in; names and addresses take users:personal")
                        .lists(UserBodies.UserView.class)
                        .by("status", "active, disabled or erased")
                        .by("login", "The exact login name")
                        .through(to::list),
                post(TENANT + "/users", "users.register", USERS_WRITE, "A person with a first password")
                        .gives(UserBodies.UserView.class)
                        .takes(UserBodies.NewUser.class, to::register),
                get(one, "users.read", USERS_READ, "One person")
                        .gives(UserBodies.UserView.class)
                        .through(to::read),
                patch(one, "users.change", USERS_WRITE, "Change a person's profile")
                        .gives(UserBodies.UserView.class)
                        .merges(UserBodies.ProfileBody.class, to::change),
                act(
                                one + "/disable",
                                "users.disable",
                                USERS_WRITE,
                                "They can't sign in, and what was issued for them is void")
                        .gives(UserBodies.UserView.class)
                        .takes(UserBodies.Reason.class, to::disable),
                act(one + "/enable", "users.enable", USERS_WRITE, "Let a disabled person sign in again")
                        .gives(UserBodies.UserView.class)
                        .through(to::enable),
                act(one + "/erase", "users.erase", USERS_ERASE, "Destroy the key to all that is personal, for ever")
                        .gives(UserBodies.UserView.class)
                        .takes(UserBodies.Reason.class, to::erase));
    }

    private static List<Operation> invitations(InvitationEndpoint to) {
        String one = TENANT + "/invitations/{invitation}";
        return List.of(
                get(TENANT + "/invitations", "invitations.list", USERS_READ, "Links by which people choose a password")
                        .lists(InvitationEndpoint.InvitationView.class)
                        .by("user", "Whose password")
                        .by("status", "active, accepted or withdrawn")
                        .through(to::list),
                post(
                                TENANT + "/invitations",
                                "invitations.invite",
                                USERS_WRITE,
                                "A new person, who chooses a password by the link")
                        .gives(InvitationEndpoint.InvitationView.class)
                        .takes(InvitationEndpoint.Invited.class, to::invite),
                get(one, "invitations.read", USERS_READ, "One invitation")
                        .gives(InvitationEndpoint.InvitationView.class)
                        .through(to::read),
                act(one + "/withdraw", "invitations.withdraw", USERS_WRITE, "The link is void")
                        .gives(InvitationEndpoint.InvitationView.class)
                        .through(to::withdraw),
                post(
                                TENANT + "/users/{user}/reset-credentials",
                                "invitations.reset-credentials",
                                USERS_WRITE,
                                "The person's password is void; they choose another by the link")
                        .gives(InvitationEndpoint.InvitationView.class)
                        .through(to::resetCredentials));
    }

    private static List<Operation> roles(RoleEndpoint to) {
        String one = TENANT + "/roles/{role}";
        return List.of(
                get(TENANT + "/roles", "roles.list", ROLES_READ, "Roles, those that are built in first")
                        .lists(RoleEndpoint.RoleView.class)
                        .by("q", "Beginning of a word of the name")
                        .through(to::list),
                post(
                                TENANT + "/roles",
                                "roles.define",
                                ROLES_WRITE,
                                "Define a role; nobody gives what they do not hold")
                        .gives(RoleEndpoint.RoleView.class)
                        .takes(RoleEndpoint.RoleSettings.class, to::define),
                get(one, "roles.read", ROLES_READ, "One role")
                        .gives(RoleEndpoint.RoleView.class)
                        .through(to::read),
                patch(one, "roles.change", ROLES_WRITE, "Change a role, for all who have it")
                        .gives(RoleEndpoint.RoleView.class)
                        .merges(RoleEndpoint.RoleSettings.class, to::change),
                delete(one, "roles.remove", ROLES_WRITE, "Nobody has the role any more")
                        .through(to::remove));
    }

    private static List<Operation> groups(GroupEndpoint to) {
        String one = TENANT + "/groups/{group}";
        return List.of(
                get(TENANT + "/groups", "groups.list", ROLES_READ, "Groups of people")
                        .lists(GroupEndpoint.GroupView.class)
                        .by("q", "Beginning of a word of the name")
                        .through(to::list),
                post(TENANT + "/groups", "groups.define", ROLES_WRITE, "A group, and the roles of its members")
                        .gives(GroupEndpoint.GroupView.class)
                        .takes(GroupEndpoint.GroupSettings.class, to::define),
                get(one, "groups.read", ROLES_READ, "One group")
                        .gives(GroupEndpoint.GroupView.class)
                        .through(to::read),
                patch(one, "groups.change", ROLES_WRITE, "Change a group, for all its members")
                        .gives(GroupEndpoint.GroupView.class)
                        .merges(GroupEndpoint.GroupSettings.class, to::change),
                delete(one, "groups.remove", ROLES_WRITE, "The group has no members any more")
                        .through(to::remove));
    }

    private static List<Operation> assignments(AssignmentEndpoint to) {
        String one = TENANT + "/users/{user}/assignments";
        return List.of(
                get(one, "assignments.read", ROLES_READ, "A person's roles and groups")
                        .orOneself()
                        .gives(AssignmentEndpoint.AssignmentView.class)
                        .through(to::read),
                put(one, "assignments.assign", ROLES_WRITE, "Give a person roles and groups, whole")
                        .gives(AssignmentEndpoint.AssignmentView.class)
                        .takes(AssignmentEndpoint.Assignments.class, to::assign));
    }

    private static List<Operation> providers(ProviderEndpoint to) {
        String one = TENANT + "/identity-providers/{provider}";
        return List.of(
                get(TENANT + "/identity-providers", "providers.list", PROVIDERS_READ, "Where people may come from")
                        .lists(ProviderEndpoint.ProviderView.class)
                        .by("q", "Beginning of a word of the name")
                        .through(to::list),
                post(
                                TENANT + "/identity-providers",
                                "providers.configure",
                                PROVIDERS_WRITE,
                                "Configure an identity provider")
                        .gives(ProviderEndpoint.ProviderView.class)
                        .takes(ProviderEndpoint.ProviderSettings.class, to::configure),
                get(one, "providers.read", PROVIDERS_READ, "One identity provider")
                        .gives(ProviderEndpoint.ProviderView.class)
                        .through(to::read),
                patch(one, "providers.change", PROVIDERS_WRITE, "Change an identity provider")
                        .gives(ProviderEndpoint.ProviderView.class)
                        .merges(ProviderEndpoint.ProviderSettings.class, to::change),
                delete(one, "providers.remove", PROVIDERS_WRITE, "Nobody comes from there any more")
                        .through(to::remove));
    }

    private static List<Operation> keys(KeyEndpoint to) {
        return List.of(
                get(TENANT + "/signing-keys", "keys.read", KEYS_READ, "The tenant's signing keys, all of them")
                        .gives(KeyEndpoint.KeyRingView.class)
                        .through(to::read),
                act(
                                TENANT + "/signing-keys/rotate",
                                "keys.rotate",
                                KEYS_WRITE,
                                "A successor now; it signs when others have had time to fetch it")
                        .gives(KeyEndpoint.KeyRingView.class)
                        .takes(KeyEndpoint.Rotation.class, to::rotate),
                act(
                                TENANT + "/signing-keys/{key}/revoke",
                                "keys.revoke",
                                KEYS_WRITE,
                                "Emergency: out of the key set at once")
                        .gives(KeyEndpoint.KeyRingView.class)
                        .takes(KeyEndpoint.Reason.class, to::revoke));
    }

    private static List<Operation> sessions(SessionEndpoint to) {
        String one = TENANT + "/sessions/{session}";
        return List.of(
                get(TENANT + "/sessions", "sessions.list", SESSIONS_READ, "Who is signed in")
                        .lists(SessionEndpoint.SessionView.class)
                        .by("user", "Whose")
                        .by("status", "active or ended")
                        .through(to::list),
                get(one, "sessions.read", SESSIONS_READ, "One session")
                        .gives(SessionEndpoint.SessionView.class)
                        .through(to::read),
                act(one + "/end", "sessions.end", SESSIONS_WRITE, "Sign the person out there")
                        .gives(SessionEndpoint.SessionView.class)
                        .takes(SessionEndpoint.Reason.class, to::end));
    }

    private static List<Operation> consents(ConsentEndpoint to) {
        String one = TENANT + "/consents/{consent}";
        return List.of(
                get(TENANT + "/consents", "consents.list", CONSENTS_READ, "What people agreed to")
                        .lists(ConsentEndpoint.ConsentView.class)
                        .by("user", "Whose")
                        .by("client", "For which application")
                        .by("status", "active or withdrawn")
                        .through(to::list),
                get(one, "consents.read", CONSENTS_READ, "One consent")
                        .gives(ConsentEndpoint.ConsentView.class)
                        .through(to::read),
                act(one + "/withdraw", "consents.withdraw", CONSENTS_WRITE, "The application has to ask again")
                        .gives(ConsentEndpoint.ConsentView.class)
                        .takes(ConsentEndpoint.Reason.class, to::withdraw));
    }

    private static List<Operation> grants(GrantEndpoint to) {
        String one = TENANT + "/grants/{grant}";
        return List.of(
                get(TENANT + "/grants", "grants.list", GRANTS_READ, "What was granted to applications")
                        .lists(GrantEndpoint.GrantView.class)
                        .by("user", "On whose behalf")
                        .by("client", "To which application")
                        .by("status", "active or revoked")
                        .through(to::list),
                get(one, "grants.read", GRANTS_READ, "One grant")
                        .gives(GrantEndpoint.GrantView.class)
                        .through(to::read),
                act(one + "/revoke", "grants.revoke", GRANTS_WRITE, "Every token of it is void")
                        .gives(GrantEndpoint.GrantView.class)
                        .takes(GrantEndpoint.Reason.class, to::revoke));
    }

    private static List<Operation> activity(ActivityEndpoint to) {
        return List.of(get(TENANT + "/activity", "activity.read", SETTINGS_READ, "What happens in the tenant")
                .gives(ActivityEndpoint.Activity.class)
                .by("after", "The answer before's next; without it, from now on")
                .by("wait", "Seconds to wait for something to happen, 0 to 20")
                .through(to::read));
    }
}
