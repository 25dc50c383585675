package dev.symbolon.core.tenant;

import java.util.Set;

/**
 * One claim that a tenant's tokens carry besides those of the specifications.
 *
 * @param claim its name
 * @param into  where it is put
 */
public record ClaimRule(String claim, ClaimSource source, Set<ClaimTarget> into) {
    public ClaimRule {
        into = Set.copyOf(into);
    }

    /** What a claim's value is made of. */
    public sealed interface ClaimSource {
        /** Names of the person's application roles, their groups' included. */
        record Roles() implements ClaimSource {}

        /** Names of the groups that the person is in. */
        record Groups() implements ClaimSource {}

        /** The same text for everybody. */
        record Fixed(String value) implements ClaimSource {}
    }

    /** Where a claim can be put. */
    public enum ClaimTarget {
        ID_TOKEN,
        ACCESS_TOKEN,
        USERINFO
    }
}
