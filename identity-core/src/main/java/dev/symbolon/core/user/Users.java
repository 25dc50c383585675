package dev.symbolon.core.user;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;

/** People, for the commands that concern one besides another aggregate. */
public final class Users {
    private final Aggregates<User, UserState> users;

    public Users(Repositories repositories) {
        users = repositories.aggregates(UserState.AGGREGATE);
    }

    /** How often that person was disabled; locked until the unit of work ends. */
    public long disables(TenantId tenant, UserId user) {
        return users.at(StreamId.of(tenant, StreamType.USER, user)).invoke(User::disables);
    }
}
