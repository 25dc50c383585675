package dev.symbolon.core.role;

import java.util.Arrays;
import java.util.regex.Pattern;

/** What roles and groups can be called: applications compare these names, and find them in tokens. */
final class RoleNames {
    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9:_.-]{0,62}[a-z0-9])?");

    /** A built-in role's name would be taken for it. */
    static boolean wellFormed(String name) {
        return FORM.matcher(name).matches()
                && Arrays.stream(BuiltInRole.values())
                        .noneMatch(role -> role.id().value().equals(name));
    }

    private RoleNames() {}
}
