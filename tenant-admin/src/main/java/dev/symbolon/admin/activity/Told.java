package dev.symbolon.admin.activity;

import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.EventType;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.stream.StreamType;
import java.util.Map;
import java.util.Objects;

/** How events are told: whom, and in what words. The words are those of the catalogue's own names. */
final class Told {
    private static final Map<String, String> SUBJECTS = Map.ofEntries(
            Map.entry("assignments", "Roles of a person"),
            Map.entry("audit-policy", "Audit policy"),
            Map.entry("audit-reading", "The audit trail was"),
            Map.entry("authorization", "Access request:"),
            Map.entry("client", "Application"),
            Map.entry("credential", "Credential:"),
            Map.entry("device", "Device request:"),
            Map.entry("provider", "Identity provider"),
            Map.entry("refusal", "Refused requests"),
            Map.entry("resource", "API"),
            Map.entry("signing-key", "Signing key"),
            Map.entry("user", "Person"));

    /** Those that read badly otherwise. */
    private static final Map<String, String> WHOLE = Map.of(
            "session.started", "Somebody signed in",
            "session.signed-out", "Somebody signed out",
            "session.client-joined", "An application joined a session",
            "session.client-notified", "An application was told of a logout",
            "grant.issued", "An application was granted access",
            "grant.tokens-issued", "Tokens were issued",
            "grant.refresh-reused", "A spent refresh token came again",
            "invitation.accepted", "An invitation was accepted");

    static String type(DomainEvent event) {
        return Objects.requireNonNull(event.getClass().getAnnotation(EventType.class))
                .name();
    }

    static String text(String type) {
        int dot = type.indexOf('.');
        String subject = type.substring(0, dot);
        String named =
                Character.toUpperCase(subject.charAt(0)) + subject.substring(1).replace('-', ' ');
        return WHOLE.getOrDefault(
                type,
                SUBJECTS.getOrDefault(subject, named) + " "
                        + type.substring(dot + 1).replace('-', ' '));
    }

    /** What somebody must hold to be told of events of such a stream. */
    static AdminPermission permission(StreamType type) {
        return switch (type) {
            case REGISTRATION -> AdminPermission.TENANTS_READ;
            case TENANT, REFUSALS, AUDIT_READING, AUDIT_POLICY -> AdminPermission.SETTINGS_READ;
            case CLIENT -> AdminPermission.CLIENTS_READ;
            case RESOURCE -> AdminPermission.RESOURCES_READ;
            case USER, CREDENTIAL, INVITATION -> AdminPermission.USERS_READ;
            case SESSION -> AdminPermission.SESSIONS_READ;
            case AUTHORIZATION, DEVICE, GRANT -> AdminPermission.GRANTS_READ;
            case CONSENT -> AdminPermission.CONSENTS_READ;
            case SIGNING_KEYS -> AdminPermission.KEYS_READ;
            case ROLE, GROUP, ASSIGNMENTS -> AdminPermission.ROLES_READ;
            case PROVIDER -> AdminPermission.PROVIDERS_READ;
        };
    }

    private Told() {}
}
