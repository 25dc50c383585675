package dev.symbolon.projection.audit;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.ports.view.Projection;
import dev.symbolon.ports.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every event of a tenant as one row, made once and never changed. */
public final class AuditProjection implements Projection<AuditRow> {
    public static final String SORT = "clock";
    static final String FACETS = "facets";
    public static final View<AuditRow> VIEW = new View<>(
            "audit",
            4,
            AuditRow.class,
            List.of(new View.Index(List.of(), SORT), new View.Index(List.of(FACETS), SORT)));

    @Override
    public View<AuditRow> view() {
        return VIEW;
    }

    @Override
    public boolean appendOnly() {
        return true;
    }

    @Override
    public List<String> rows(RecordedEvent event) {
        return List.of(event.envelope().id().value());
    }

    @Override
    public AuditRow apply(@Nullable AuditRow before, RecordedEvent event, String row) {
        return of(event);
    }

    /** The same row, for whoever has the event before the read model has. */
    static AuditRow of(RecordedEvent event) {
        Envelope envelope = event.envelope();
        About about = About.of(event.event());
        return new AuditRow(
                envelope.id().value(),
                envelope.clock().value(),
                envelope.clock().instant(),
                envelope.type(),
                envelope.version(),
                envelope.stream().toString(),
                envelope.sequence(),
                kindOf(envelope.actor()),
                idOf(envelope.actor()),
                about.subject().map(Identifier::value),
                about.client().map(Identifier::value),
                about.grant().map(Identifier::value),
                about.session().map(Identifier::value),
                about.authorization().map(Identifier::value),
                about.outcome(),
                envelope.reason().or(about::reason),
                envelope.correlation(),
                envelope.causation(),
                basisOf(envelope),
                event.digest(),
                about.summary(),
                about.address().flatMap(AuditProjection::sealed),
                facets(event, about));
    }

    private static List<String> facets(RecordedEvent event, About about) {
        Envelope envelope = event.envelope();
        List<String> facets = new ArrayList<>();
        facets.add(Facet.TYPE.is(envelope.type()));
        facets.add(Facet.OUTCOME.is(about.outcome().name()));
        facets.add(Facet.ACTOR.is(kindOf(envelope.actor())));
        idOf(envelope.actor()).ifPresent(id -> facets.add(Facet.ACTOR.is(id)));
        facets.add(Facet.CORRELATION.is(envelope.correlation()));
        if (event.event() instanceof RefusalEvent.Gathered gathered) {
            // Each of them was a request of its own, and is sought by it.
            gathered.samples().stream()
                    .flatMap(sample -> sample.correlation().stream())
                    .forEach(id -> facets.add(Facet.CORRELATION.is(id)));
        }
        about.subject().ifPresent(id -> facets.add(Facet.SUBJECT.is(id.value())));
        about.client().ifPresent(id -> facets.add(Facet.CLIENT.is(id.value())));
        about.grant().ifPresent(id -> facets.add(Facet.GRANT.is(id.value())));
        about.session().ifPresent(id -> facets.add(Facet.SESSION.is(id.value())));
        about.authorization().ifPresent(id -> facets.add(Facet.AUTHORIZATION.is(id.value())));
        Words.indexed(Words.of(about.summary())).forEach(beginning -> facets.add(Facet.WORD.is(beginning)));
        return facets;
    }

    private static Optional<AuditRow.Sealed> sealed(Personal value) {
        return switch (value) {
            case Personal.Sealed sealed -> Optional.of(new AuditRow.Sealed(sealed.ciphertext(), sealed.context()));
            // Not out of a log: nothing clear is kept.
            case Personal.Clear _ -> Optional.empty();
        };
    }

    public static List<String> basisOf(Envelope envelope) {
        return envelope.basis().stream()
                .map(basis -> basis.stream() + "#" + basis.sequence())
                .toList();
    }

    public static String kindOf(Actor actor) {
        return switch (actor) {
            case Actor.User _ -> "user";
            case Actor.Client _ -> "client";
            case Actor.Operator _ -> "operator";
            case Actor.Platform _ -> "platform";
            case Actor.Anonymous _ -> "anonymous";
        };
    }

    public static Optional<String> idOf(Actor actor) {
        return switch (actor) {
            case Actor.User user -> Optional.of(user.id().value());
            case Actor.Client client -> Optional.of(client.id().value());
            case Actor.Operator operator -> Optional.of(operator.id().value());
            case Actor.Platform platform -> Optional.of(platform.component());
            case Actor.Anonymous _ -> Optional.empty();
        };
    }
}
