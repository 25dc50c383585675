package dev.symbolon.infra.serialization;

import dev.symbolon.core.event.EventId;
import dev.symbolon.core.tenant.TenantId;

/** The event that is being read: what the payload leaves to the envelope. */
record Origin(TenantId tenant, EventId event) {}
