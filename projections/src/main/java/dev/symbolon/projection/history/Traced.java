package dev.symbolon.projection.history;

import dev.symbolon.core.IdentityModel;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import java.util.Arrays;
import java.util.Optional;

/** What there is to look back at, by the name that paths have for it. */
final class Traced {
    /** The tenant itself is at {@code …/state}; all else at {@code …/<name>/<id>/state}. */
    static String name(StreamType type) {
        return switch (type) {
            case REGISTRATION -> "registrations";
            case TENANT -> "tenant";
            case CLIENT -> "clients";
            case RESOURCE -> "resources";
            case USER -> "users";
            case CREDENTIAL -> "credentials";
            case SESSION -> "sessions";
            case AUTHORIZATION -> "authorizations";
            case DEVICE -> "devices";
            case CONSENT -> "consents";
            case GRANT -> "grants";
            case SIGNING_KEYS -> "signing-keys";
            case REFUSALS -> "refusals";
            case ROLE -> "roles";
            case GROUP -> "groups";
            case ASSIGNMENTS -> "assignments";
            case INVITATION -> "invitations";
            case PROVIDER -> "providers";
            case AUDIT_POLICY -> "audit-policies";
            case AUDIT_READING -> "audit-readings";
        };
    }

    static Optional<StreamType> named(String name) {
        return Arrays.stream(StreamType.values())
                .filter(type -> name(type).equals(name))
                .findFirst();
    }

    /** The one definition of that state: the very fold that decides. */
    static Fold<?, ?> fold(StreamType type) {
        return IdentityModel.aggregate(type).fold();
    }

    private Traced() {}
}
