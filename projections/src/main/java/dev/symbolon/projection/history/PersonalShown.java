package dev.symbolon.projection.history;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.projection.auditor.Auditor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What an auditor sees of personal data: by their right, and of an erased subject nothing, whatever their right. */
@Component
final class PersonalShown {
    private final PersonalData data;

    PersonalShown(PersonalData data) {
        this.data = data;
    }

    /** For states of that kind. A credential's hash is nobody's to read, though it is sealed like personal data. */
    StateTree tree(TenantId tenant, StreamType type, Auditor auditor) {
        boolean open = type != StreamType.CREDENTIAL && auditor.has(Auditor.Right.PERSONAL_DATA);
        return new StateTree(value -> shown(tenant, value, open));
    }

    private Map<String, Object> shown(TenantId tenant, Personal value, boolean open) {
        Map<String, Object> shown = new LinkedHashMap<>();
        Optional<String> clear = data.open(tenant, value);
        if (clear.isEmpty()) {
            shown.put("personal", "erased");
        } else if (open) {
            shown.put("personal", "open");
            shown.put("value", clear.get());
        } else {
            shown.put("personal", "sealed");
        }
        if (value instanceof Personal.Sealed sealed) {
            // Names the event and field that it came with: tells a new value from an old one without showing either.
            shown.put("from", sealed.context());
        }
        return shown;
    }
}
