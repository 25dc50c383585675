package dev.symbolon.admin.tenant;

import dev.symbolon.admin.AdminSettings;
import dev.symbolon.admin.http.AdminScopes;
import dev.symbolon.admission.access.PlatformApi;
import dev.symbolon.core.client.ClientAuthentication;
import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientKind;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ConsentRule;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.Links;
import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.client.SignInDefaults;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.client.SubjectIdentifier;
import dev.symbolon.core.resource.ResourceCommand;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserCommand;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What every tenant is founded with: this API as a resource of its own, and the console as a client of its own. */
@Component
public final class Foundation {
    private final String auditPages;
    private final String console;

    Foundation(AdminSettings settings) {
        this.auditPages = settings.auditBase() + "/auditor/";
        this.console = settings.publicBase() + "/console/";
    }

    public TenantCommand.Found of(TenantCommand.Onboard onboarding, Optional<UserCommand.Admit> admin) {
        TenantId tenant = onboarding.tenant();
        boolean platform = tenant.equals(TenantId.SYSTEM);
        return new TenantCommand.Found(
                onboarding,
                Arrays.stream(PlatformApi.values())
                        .map(api -> new ResourceCommand.Register(
                                tenant, api.resource(), api.metadata(platform), onboarding.at()))
                        .toList(),
                AdminScopes.OWN.stream()
                        .map(own -> new ClientCommand.Register(
                                tenant, own, client(own, platform), List.of(), onboarding.at()))
                        .toList(),
                admin);
    }

    /** What one of the platform's own clients is in a tenant, as of now. */
    ClientMetadata client(ClientId own, boolean platform) {
        return own.equals(AdminScopes.CONSOLE) ? console(platform) : auditPages(platform);
    }

    /** Code and PKCE, without a secret: there is one console, and each tenant's admins sign in to it at their tenant. */
    private ClientMetadata console(boolean platform) {
        return new ClientMetadata(
                "Console",
                ClientKind.SINGLE_PAGE,
                List.of(console + "callback"),
                Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
                Set.of(ResponseType.CODE),
                ClientAuthentication.NONE,
                true,
                ConsentRule.FIRST_PARTY,
                Set.of("openid", "profile"),
                List.of(permission(PlatformApi.ADMIN, platform)),
                SigningAlgorithm.ES256,
                Optional.empty(),
                SubjectIdentifier.PUBLIC,
                SignInDefaults.NONE,
                new LogoutAddresses(List.of(console + "signed-out"), Optional.empty(), Optional.empty()),
                Links.NONE);
    }

    /** As the console; it asks for tokens that read the audit trail, and nothing else. */
    private ClientMetadata auditPages(boolean platform) {
        return new ClientMetadata(
                "Audit trail",
                ClientKind.SINGLE_PAGE,
                List.of(auditPages + "callback"),
                Set.of(GrantType.AUTHORIZATION_CODE),
                Set.of(ResponseType.CODE),
                ClientAuthentication.NONE,
                true,
                ConsentRule.FIRST_PARTY,
                Set.of("openid"),
                List.of(permission(PlatformApi.AUDIT, platform)),
                SigningAlgorithm.ES256,
                Optional.empty(),
                SubjectIdentifier.PUBLIC,
                SignInDefaults.NONE,
                new LogoutAddresses(List.of(auditPages + "signed-out"), Optional.empty(), Optional.empty()),
                Links.NONE);
    }

    /** A service that runs the platform: all that the APIs permit. */
    static ClientMetadata automation() {
        return new ClientMetadata(
                "Automation",
                ClientKind.SERVICE,
                List.of(),
                Set.of(GrantType.CLIENT_CREDENTIALS),
                Set.of(),
                ClientAuthentication.CLIENT_SECRET_BASIC,
                true,
                ConsentRule.FIRST_PARTY,
                Set.of(),
                List.of(permission(PlatformApi.ADMIN, true), permission(PlatformApi.AUDIT, true)),
                SigningAlgorithm.ES256,
                Optional.empty(),
                SubjectIdentifier.PUBLIC,
                SignInDefaults.NONE,
                LogoutAddresses.NONE,
                Links.NONE);
    }

    private static Permission permission(PlatformApi api, boolean platform) {
        return new Permission(
                api.resource(),
                api.permissions(platform).stream().map(AdminPermission::scope).collect(Collectors.toSet()));
    }
}
