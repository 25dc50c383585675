package dev.symbolon.infra.serialization;

import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.secret.SealedPersonalData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Events with their personal fields changed throughout: opened again, to be compared with what went in. */
final class OpenedEvents {

    static DomainEvent opened(DomainEvent event, SealedPersonalData personalData) {
        TenantId tenant = event.tenant();
        return (DomainEvent) changed(
                event, value -> Personal.of(personalData.open(tenant, value).orElseThrow()));
    }

    /** Every personal value in it. */
    static List<Personal> personal(DomainEvent event) {
        List<Personal> found = new ArrayList<>();
        changed(event, value -> {
            found.add(value);
            return value;
        });
        return found;
    }

    private static Object changed(Object value, UnaryOperator<Personal> change) {
        return switch (value) {
            case Personal personal -> change.apply(personal);
            case Optional<?> optional -> optional.map(content -> changed(content, change));
            case List<?> list ->
                list.stream().map(item -> changed(item, change)).toList();
            case Record parts
            when Shapes.ofEvent(parts.getClass()).personal() -> {
                RecordShape shape = Shapes.ofEvent(parts.getClass());
                Object[] copies = shape.fields().stream()
                        .map(field -> changed(field.of(parts), change))
                        .toArray();
                yield Shapes.construct(shape.constructor(), copies);
            }
            default -> value;
        };
    }

    private OpenedEvents() {}
}
