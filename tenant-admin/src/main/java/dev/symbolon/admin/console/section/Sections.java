package dev.symbolon.admin.console.section;

import dev.symbolon.core.client.ClientAuthentication;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.tenant.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What the console shows, in the order in which it does; and the few things about it that no schema says. */
public final class Sections {
    private static final String TENANT = "/tenants/{tenant}";

    static final List<Section> ALL = List.of(
            section("/tenants", "Platform", "Tenants", "tenant", "displayName slug status issuer", ""),
            section(TENANT, "Tenant", "Overview", "tenant", "", ""),
            section(TENANT + "/activity", "Tenant", "Live activity", "activity", "", ""),
            section(
                    TENANT + "/clients",
                    "Applications",
                    "Applications",
                    "application",
                    "name kind active id",
                    "redirectUris postLogoutRedirectUris openIdScopes permissions consent"),
            section(TENANT + "/resources", "Applications", "APIs", "API", "name audience accessTokenSeconds", "scopes"),
            section(TENANT + "/users", "People", "People", "person", "login name email status", "name email roles"),
            section(
                    TENANT + "/invitations",
                    "People",
                    "Invitations",
                    "invitation",
                    "user status createdAt expiresAt",
                    "name email roles"),
            section(TENANT + "/groups", "People", "Groups", "group", "name description roles", "description roles"),
            section(
                    TENANT + "/roles",
                    "People",
                    "Roles",
                    "role",
                    "name kind description builtIn",
                    "description permissions"),
            section(TENANT + "/users/{user}/assignments", "", "Roles and groups", "assignment", "", "roles groups"),
            section(
                    TENANT + "/login-policy",
                    "Sign-in",
                    "Sign-in policy",
                    "sign-in policy",
                    "",
                    "sessionIdleSeconds sessionAbsoluteSeconds passwordMinimumLength"),
            section(
                    TENANT + "/identity-providers",
                    "Sign-in",
                    "Identity providers",
                    "identity provider",
                    "name issuer enabled",
                    "clientSecret scopes enabled"),
            section(
                    TENANT + "/token-policy",
                    "Tokens",
                    "Token policy",
                    "token policy",
                    "",
                    "codeSeconds accessTokenSeconds idTokenSeconds refreshIdleSeconds refreshAbsoluteSeconds"),
            section(TENANT + "/claim-mapping", "Tokens", "Claims", "claim mapping", "", "rules"),
            section(TENANT + "/signing-keys", "Tokens", "Signing keys", "signing key", "", ""),
            section(TENANT + "/limits", "Tokens", "Limits", "limit", "", ""),
            section(TENANT + "/sessions", "Access", "Sessions", "session", "user startedAt usedAt ended", ""),
            section(TENANT + "/grants", "Access", "Grants", "grant", "client user issuedAt revoked scopes", ""),
            section(TENANT + "/consents", "Access", "Consents", "consent", "client user scopes", ""));

    /** Fields that hold ids, and the list that they are of. */
    static final Map<String, String> REFERENCES = Map.of(
            "roles", "roles",
            "groups", "groups",
            "resource", "resources",
            "user", "users",
            "client", "clients");

    /** What can't be taken back, or hurts at once. The name of the thing is typed before it is done. */
    static final List<String> FINAL = List.of("tenants.off-board", "users.erase");

    /** Verbs that take something away; forms of them say so in red. */
    private static final List<String> HURTING = List.of(
            "suspend", "off-board", "disable", "erase", "revoke", "end", "withdraw", "remove", "reset-credentials");

    static boolean hurts(String verb) {
        return HURTING.contains(verb);
    }

    /** A field's values, where the domain knows them and they aren't all that there may be. */
    static List<Option> choices(String subject, String field, String tenant) {
        return switch (subject + "." + field) {
            case "roles.permissions" ->
                Arrays.stream(AdminPermission.values())
                        .filter(permission -> tenant.equals(TenantId.SYSTEM.value()) || !permission.ofPlatform())
                        .map(permission -> new Option(permission.id(), permission.consentText()))
                        .toList();
            case "clients.grantTypes" ->
                List.of(
                        option(GrantType.AUTHORIZATION_CODE, "Authorization code"),
                        option(GrantType.REFRESH_TOKEN, "Refresh token"),
                        option(GrantType.CLIENT_CREDENTIALS, "Client credentials"),
                        option(GrantType.DEVICE_CODE, "Device code"),
                        option(GrantType.IMPLICIT, "Implicit (tokens through the browser)"));
            case "clients.responseTypes" ->
                Arrays.stream(ResponseType.values())
                        .map(type -> new Option(
                                type.parameter(),
                                type.parameter() + (type.frontChannel() ? " (tokens through the browser)" : "")))
                        .toList();
            case "clients.authentication" ->
                Arrays.stream(ClientAuthentication.values())
                        .map(method -> new Option(method.parameter(), method.parameter()))
                        .toList();
            case "clients.openIdScopes" ->
                List.of(
                        new Option("openid", "openid: who they are"),
                        new Option("profile", "profile: their name"),
                        new Option("email", "email: their address"),
                        new Option("offline_access", "offline_access: while they are away"));
            default -> List.of();
        };
    }

    private static Option option(GrantType type, String text) {
        return new Option(type.value(), text);
    }

    /** A value that a field can have. */
    public record Option(String value, String text) {}

    /** What somebody who looks at a thing should know of it, where the API doesn't say it in words. */
    record Warning(String subject, Predicate<JsonNode> concerns, String text) {}

    /** The member in which the API does say it: shown above the facts, and not among them. */
    static final String SAID = "warnings";

    static final List<Warning> WARNINGS = List.of(new Warning(
            "tenants",
            tenant -> tenant.path("status").asString("").equals("suspended"),
            "This tenant is suspended: nobody can sign in, and none of its tokens counts."));

    /** The field that a refusal without a pointer is about. */
    static final Map<String, String> BLAMED = Map.ofEntries(
            Map.entry("slug-taken", "slug"),
            Map.entry("login-taken", "login"),
            Map.entry("name-taken", "name"),
            Map.entry("audience-taken", "audience"),
            Map.entry("bad-password", "password"),
            Map.entry("bad-login", "login"),
            Map.entry("unknown-role", "roles"),
            Map.entry("unknown-group", "groups"),
            Map.entry("no-grant-type", "grantTypes"),
            Map.entry("grant-type-without-response-type", "responseTypes"),
            Map.entry("response-type-without-grant-type", "responseTypes"),
            Map.entry("no-redirect-uri", "redirectUris"),
            Map.entry("service-with-redirect-uri", "redirectUris"),
            Map.entry("too-many-redirect-uris", "redirectUris"),
            Map.entry("duplicate-redirect-uri", "redirectUris"),
            Map.entry("public-client-with-authentication", "authentication"),
            Map.entry("confidential-client-without-authentication", "authentication"),
            Map.entry("public-client-without-pkce", "pkceRequired"));

    static Optional<String> blamed(String code) {
        return code.startsWith("redirect-uri-") ? Optional.of("redirectUris") : Optional.ofNullable(BLAMED.get(code));
    }

    static Optional<Section> at(String path) {
        return ALL.stream().filter(section -> section.path().equals(path)).findFirst();
    }

    private static Section section(String path, String group, String title, String one, String columns, String first) {
        return new Section(path, group, title, one, words(columns), words(first));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private Sections() {}
}
