package dev.symbolon.admin.tenant;

import dev.symbolon.admin.http.AdminScopes;
import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.log.AllTenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The clients that the platform's own pages are in every tenant: what {@link Foundation} says, whatever it said when a tenant
 * was founded. A platform that is found at another address, or has more permissions than before, lets people sign in there.
 */
@Component
final class OwnClients implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(OwnClients.class);

    private final Decisions decisions;
    private final AllTenants tenants;
    private final Foundation foundation;
    private final Randomness randomness;
    private final HybridClock clock;
    private volatile boolean closing;

    OwnClients(
            Decisions decisions, AllTenants tenants, Foundation foundation, Randomness randomness, HybridClock clock) {
        this.decisions = decisions;
        this.tenants = tenants;
        this.foundation = foundation;
        this.randomness = randomness;
        this.clock = clock;
    }

    /**
     * Operators can sign in when this returns; the tenants follow in the background. The system tenant's other client is the
     * last of all: as long as it is behind, others may be.
     */
    void follow() {
        if (behind(TenantId.SYSTEM, AdminScopes.AUDIT_PAGES)) {
            bring(TenantId.SYSTEM, AdminScopes.CONSOLE);
            Thread.ofVirtual().name("own-clients").start(this::everywhere);
        }
    }

    /** The next start goes on with what this one didn't come to. */
    private void everywhere() {
        try {
            tenants.whileEach(tenant -> {
                if (!closing && !tenant.equals(TenantId.SYSTEM)) {
                    AdminScopes.OWN.forEach(own -> bring(tenant, own));
                }
                return !closing;
            });
            if (closing) {
                return;
            }
            bring(TenantId.SYSTEM, AdminScopes.AUDIT_PAGES);
        } catch (RuntimeException e) {
            LOG.warn("The platform's own clients aren't up to date in every tenant; the next start goes on", e);
        }
    }

    private boolean behind(TenantId tenant, ClientId own) {
        ClientMetadata now = foundation.client(own, tenant.equals(TenantId.SYSTEM));
        return decisions.decide(
                tenant,
                reading -> reading.state(ClientState.FOLD, own)
                        .filter(client -> !client.metadata().equals(now))
                        .isPresent());
    }

    private void bring(TenantId tenant, ClientId own) {
        if (!behind(tenant, own)) {
            return;
        }
        ClientCommand.Change change = new ClientCommand.Change(
                tenant,
                own,
                foundation.client(own, tenant.equals(TenantId.SYSTEM)),
                clock.now().instant());
        try (Correlation _ = Correlation.begin(randomness)) {
            Origin origin = Origin.of(new Actor.Platform("own-clients"), Correlation.current());
            Outcome outcome = decisions.decide(
                    tenant, reading -> reading.commit(change, origin).outcome());
            if (outcome instanceof Outcome.Refused refused) {
                LOG.warn("The {} of tenant {} stays as it was: {}", own.value(), tenant.value(), refused.reason());
            }
        }
    }

    @Override
    public void destroy() {
        closing = true;
    }
}
