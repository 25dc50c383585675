package dev.symbolon.projection.audit;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.ports.view.Projection;
import dev.symbolon.ports.view.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every event of a tenant as one row, made once and never changed. */
public final class AuditProjection implements Projection<AuditRow> {
    static final String SORT = "clock";
    public static final View<AuditRow> VIEW = new View<>(
            "audit",
            1,
            AuditRow.class,
            List.of(
                    new View.Index(List.of(), SORT),
                    new View.Index(List.of("subject"), SORT),
                    new View.Index(List.of("client"), SORT),
                    new View.Index(List.of("type"), SORT),
                    new View.Index(List.of("grant"), SORT)));

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
        Envelope envelope = event.envelope();
        About about = About.of(event.event());
        return new AuditRow(
                row,
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
                about.summary());
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
