package dev.symbolon.token.role;

import dev.symbolon.core.role.AssignmentState;
import dev.symbolon.core.role.GroupState;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.role.RoleKind;
import dev.symbolon.core.role.RoleState;
import dev.symbolon.core.tenant.ClaimRule;
import dev.symbolon.core.tenant.ClaimRule.ClaimTarget;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The claims that a tenant maps into its tokens. None takes the place of one that is there already. */
public final class MappedClaims {
    private final Decisions decisions;

    public MappedClaims(Decisions decisions) {
        this.decisions = decisions;
    }

    /** Adds what the tenant maps there; a client that acts for itself has neither roles nor groups. */
    public void addTo(Map<String, Object> claims, TenantId tenant, Optional<UserId> user, ClaimTarget target) {
        Map<String, Object> mapped = decisions.glance(tenant, reading -> of(reading, user, target));
        mapped.forEach(claims::putIfAbsent);
    }

    private static Map<String, Object> of(Reading reading, Optional<UserId> user, ClaimTarget target) {
        Map<String, Object> mapped = new LinkedHashMap<>();
        List<ClaimRule> rules = reading.state(TenantState.FOLD, reading.tenant())
                .map(TenantState::claimRules)
                .orElse(List.of());
        for (ClaimRule rule : rules) {
            if (rule.into().contains(target)) {
                value(reading, user, rule.source()).ifPresent(value -> mapped.put(rule.claim(), value));
            }
        }
        return mapped;
    }

    private static Optional<Object> value(Reading reading, Optional<UserId> user, ClaimRule.ClaimSource source) {
        return switch (source) {
            case ClaimRule.ClaimSource.Fixed fixed -> Optional.of(fixed.value());
            case ClaimRule.ClaimSource.Groups _ ->
                user.map(person -> groups(reading, person)
                        .map(group -> group.metadata().name())
                        .sorted()
                        .toList());
            case ClaimRule.ClaimSource.Roles _ -> user.map(person -> roles(reading, person));
        };
    }

    /** Admin roles mean something to the admin API alone, and aren't told to applications. */
    private static List<String> roles(Reading reading, UserId user) {
        Stream<RoleId> own =
                reading.state(AssignmentState.FOLD, user).stream().flatMap(assigned -> assigned.roles().stream());
        Stream<RoleId> byGroup = groups(reading, user).flatMap(group -> group.metadata().roles().stream());
        return Stream.concat(own, byGroup)
                .distinct()
                .flatMap(role -> reading.state(RoleState.FOLD, role).stream())
                .filter(role -> !role.removed() && role.metadata().kind() == RoleKind.APPLICATION)
                .map(role -> role.metadata().name())
                .sorted()
                .toList();
    }

    private static Stream<GroupState> groups(Reading reading, UserId user) {
        return reading.state(AssignmentState.FOLD, user).stream()
                .flatMap(assigned -> assigned.groups().stream())
                .flatMap(group -> reading.state(GroupState.FOLD, group).stream())
                .filter(group -> !group.removed());
    }
}
