package dev.symbolon.admin.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.GrantType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A client as the admin API shows it; {@code secret} once, when it was made. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ClientView(
        String id,
        String name,
        String kind,
        List<String> redirectUris,
        List<String> grantTypes,
        String authentication,
        boolean pkceRequired,
        String consent,
        List<String> openIdScopes,
        List<PermissionView> permissions,
        String signing,
        boolean active,
        Optional<String> secret) {

    record PermissionView(String resource, List<String> scopes) {}

    static ClientView of(ClientId id, ClientMetadata metadata, boolean active, Optional<String> secret) {
        return new ClientView(
                id.value(),
                metadata.name(),
                lower(metadata.kind()),
                metadata.redirectUris(),
                metadata.grantTypes().stream().map(GrantType::value).sorted().toList(),
                metadata.authentication().parameter(),
                metadata.pkceRequired(),
                lower(metadata.consent()),
                metadata.openIdScopes().stream().sorted().toList(),
                metadata.permissions().stream()
                        .map(permission -> new PermissionView(
                                permission.resource().value(),
                                permission.scopes().stream().sorted().toList()))
                        .toList(),
                metadata.signing().name(),
                active,
                secret);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "ClientView[" + id + "]";
    }
}
