package dev.symbolon.projection.http;

import dev.symbolon.core.audit.AuditReadingId;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.projection.auditor.Auditor;
import java.util.Optional;

/**
 * What every question under {@code /audit/v1/tenants/{tenant}} says: an endpoint takes it as a parameter.
 *
 * @param tenant   exists, and the auditor may read it
 * @param position what the answer must include, from {@code ?position=} or the header {@code Symbolon-Position}
 * @param reading  the session of reading that it belongs to, which the log knows of
 */
public record Asked(TenantId tenant, Auditor auditor, Optional<Position> position, AuditReadingId reading) {}
