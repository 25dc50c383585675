package dev.symbolon.core.credential;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.modelling.command.Aggregate;

/** Credentials, for the commands that concern one besides another aggregate. */
public final class Credentials {

    private final Aggregates<Credential, CredentialState> credentials;

    public Credentials(Repositories repositories) {
        credentials = repositories.aggregates(CredentialState.AGGREGATE);
    }

    /** That person's credential, locked until the unit of work ends. */
    public One of(TenantId tenant, UserId user) {
        return new One(credentials.at(StreamId.of(tenant, StreamType.CREDENTIAL, user)), tenant, user);
    }

    /** One person's credential. */
    public static final class One {

        private final Aggregate<Credential> credential;
        private final TenantId tenant;
        private final UserId user;

        private One(Aggregate<Credential> credential, TenantId tenant, UserId user) {
            this.credential = credential;
            this.tenant = tenant;
            this.user = user;
        }

        /** Whether a password given at that time counts at all. */
        public boolean mayTry(boolean knownDevice, Instant at) {
            return credential.invoke(c -> c.mayTry(knownDevice, at));
        }

        /** How often its person's password was set or taken away, what this command has done included. */
        public long passwords() {
            return credential.invoke(Credential::passwords);
        }

        /** The password is this from now on. */
        public void set(Personal hash, Instant at) {
            credential.execute(c -> c.setPassword(new CredentialCommand.SetPassword(tenant, user, hash, at)));
        }

        /** Whatever password there is doesn't count any more. */
        public void remove(Instant at) {
            credential.execute(c -> c.remove(tenant, user, at));
        }

        /** The right password was given: counting starts anew, and the hash is remade where there is a newer one. */
        public void accept(boolean knownDevice, Optional<Personal> rehash, Instant at) {
            credential.execute(c -> c.accept(tenant, user, knownDevice, rehash, at));
        }
    }
}
