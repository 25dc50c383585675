package dev.symbolon.core.user;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person as they stand; their profile stays sealed.
 *
 * @param disabledAt when they were disabled last: grants from before that stay void
 * @param disables   how often they were: sessions that rest on fewer are over
 */
public record UserState(
        TenantId tenant,
        UserId user,
        String loginIndex,
        Profile profile,
        Status status,
        Optional<Instant> disabledAt,
        long disables) {
    public static final Fold<UserState, UserEvent> FOLD =
            new Fold<>(StreamType.USER, UserEvent.class, UserState.class, 3, UserState::step);

    /** The aggregate whose state this is. */
    public static final AggregateType<User, UserState> AGGREGATE = new AggregateType<>(User.class, FOLD, User::new);

    public enum Status {
        ACTIVE,
        DISABLED,
        ERASED
    }

    private static UserState step(@Nullable UserState before, UserEvent event) {
        if (event instanceof UserEvent.Registered e) {
            return new UserState(e.tenant(), e.user(), e.loginIndex(), e.profile(), Status.ACTIVE, Optional.empty(), 0);
        }
        UserState now = Objects.requireNonNull(before);
        return switch (event) {
            case UserEvent.Registered _ -> now;
            case UserEvent.ProfileChanged e -> now.with(e.profile(), now.status);
            case UserEvent.Disabled e ->
                new UserState(
                        now.tenant,
                        now.user,
                        now.loginIndex,
                        now.profile,
                        Status.DISABLED,
                        Optional.of(e.at()),
                        now.disables + 1);
            case UserEvent.Enabled _ -> now.with(now.profile, Status.ACTIVE);
            case UserEvent.Erased _ -> now.with(now.profile, Status.ERASED);
        };
    }

    private UserState with(Profile profile, Status status) {
        return new UserState(tenant, user, loginIndex, profile, status, disabledAt, disables);
    }
}
