package dev.symbolon.core.session;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import org.axonframework.modelling.command.Aggregate;

/** Sessions, for the commands that use one besides another aggregate. */
public final class Sessions {

    private final Aggregates<Session, SessionState> sessions;

    public Sessions(Repositories repositories) {
        sessions = repositories.aggregates(SessionState.AGGREGATE);
    }

    /** The session, locked until the command is done. */
    public One of(TenantId tenant, SessionId session) {
        return new One(sessions.at(StreamId.of(tenant, StreamType.SESSION, session)));
    }

    /** One session, in the handling of one command. */
    public static final class One {
        private final Aggregate<Session> session;

        private One(Aggregate<Session> session) {
            this.session = session;
        }

        /** Whether it is that person's, and has neither ended nor expired. How long it may lie idle is the caller's to know. */
        public boolean counts(UserId user, Instant at) {
            return session.invoke(it -> it.isOf(user) && it.counts(at));
        }

        /** Unchanged unless the last recorded use is older than {@link SessionState#ACTIVITY_GRAIN}. */
        public void use(Instant at) {
            session.execute(it -> it.use(at));
        }

        /** The client was given something in it. */
        public void join(ClientId client, Instant at) {
            session.execute(it -> it.join(client, at));
        }
    }
}
