package dev.symbolon.projection.audit;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.projection.auditor.Auditor;
import dev.symbolon.projection.client.ClientNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Opens what is personal in entries, at the time of reading and by the reader's rights. */
@Component
final class Opening {
    private static final int REMEMBERED = 500;

    private final PersonalData personal;
    private final Decisions decisions;
    private final ClientNames clients;

    Opening(PersonalData personal, Decisions decisions, ClientNames clients) {
        this.personal = personal;
        this.decisions = decisions;
        this.clients = clients;
    }

    /** For one answer: whoever was erased a moment ago is erased in the next. */
    Reader reader(TenantId tenant, Auditor auditor) {
        return new Reader(tenant, auditor.has(Auditor.Right.PERSONAL_DATA));
    }

    final class Reader {
        private final TenantId tenant;
        private final boolean mayOpen;
        private final Map<String, Optional<Shown>> people = new Remembered<>();
        private final Map<String, Optional<String>> called = new Remembered<>();

        private Reader(TenantId tenant, boolean mayOpen) {
            this.tenant = tenant;
            this.mayOpen = mayOpen;
        }

        AuditEntry entry(AuditRow row) {
            return new AuditEntry(
                    row.event(),
                    row.clock(),
                    row.time(),
                    row.type(),
                    row.version(),
                    row.stream(),
                    row.sequence(),
                    row.actor(),
                    row.actorId(),
                    row.actorId().flatMap(id -> actor(row.actor(), id)),
                    row.subject(),
                    row.subject().flatMap(this::person),
                    row.client(),
                    row.client().flatMap(this::client),
                    row.grant(),
                    row.session(),
                    row.authorization(),
                    row.outcome(),
                    row.reason(),
                    row.address().map(this::address),
                    row.correlation(),
                    row.causation(),
                    row.basis(),
                    row.digest(),
                    row.summary());
        }

        private Optional<Shown> actor(String kind, String id) {
            return switch (kind) {
                case "user" -> person(id);
                case "client" -> client(id).map(name -> Shown.of(Optional.of(name)));
                default -> Optional.empty();
            };
        }

        private Optional<Shown> person(String id) {
            return people.computeIfAbsent(id, this::name);
        }

        private Optional<String> client(String id) {
            return called.computeIfAbsent(id, it -> clients.of(tenant, it));
        }

        private Shown address(AuditRow.Sealed address) {
            Optional<String> opened =
                    personal.open(tenant, new Personal.Sealed(address.ciphertext(), address.context()));
            return opened.isPresent() && !mayOpen ? Shown.WITHHELD : Shown.of(opened);
        }

        /** That somebody is erased is told to everyone; who they were, to nobody. */
        private Optional<Shown> name(String subject) {
            return decisions
                    .glance(tenant, reading -> reading.state(UserState.FOLD, new UserId(subject)))
                    .map(user -> {
                        if (user.status() == UserState.Status.ERASED) {
                            return Shown.ERASED;
                        }
                        return mayOpen ? Shown.of(opened(user.profile())) : Shown.WITHHELD;
                    });
        }

        private Optional<String> opened(Profile profile) {
            return profile.name()
                    .flatMap(name -> personal.open(tenant, name))
                    .or(() -> personal.open(tenant, profile.login()));
        }
    }

    /** For as long as one answer takes, and no more of it than an export of everything can bear. */
    private static final class Remembered<V> extends LinkedHashMap<String, V> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > REMEMBERED;
        }
    }
}
