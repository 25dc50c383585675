package dev.symbolon.core.provider;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.ProviderEvent;
import dev.symbolon.core.scope.ScopeName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** An upstream identity provider of a tenant. */
final class Provider extends EventSourced<ProviderState> {
    private static final int NAME_LENGTH = 100;
    private static final int CLIENT_ID_LENGTH = 200;
    private static final int SCOPES = 20;

    Provider() {
        super(ProviderState.FOLD);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome configure(ProviderCommand.Configure c) {
        if (state() != null) {
            return new Outcome.Refused("already-exists");
        }
        Optional<String> fault = fault(c.metadata());
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get());
        }
        record(new ProviderEvent.Configured(c.tenant(), c.provider(), c.metadata(), c.at()));
        return new Outcome.Done();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome change(ProviderCommand.Change c) {
        ProviderState now = state();
        if (now == null || now.removed()) {
            return new Outcome.Refused("unknown");
        }
        if (now.metadata().equals(c.metadata())) {
            return new Outcome.Unchanged();
        }
        if (!now.metadata().issuer().equals(c.metadata().issuer())) {
            // Accounts that came from there are known by it.
            return new Outcome.Refused("issuer-fixed");
        }
        Optional<String> fault = fault(c.metadata());
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get());
        }
        record(new ProviderEvent.Changed(c.tenant(), c.provider(), c.metadata(), c.at()));
        return new Outcome.Done();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome remove(ProviderCommand.Remove c) {
        ProviderState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (now.removed()) {
            return new Outcome.Unchanged();
        }
        record(new ProviderEvent.Removed(c.tenant(), c.provider(), c.at()));
        return new Outcome.Done();
    }

    private static Optional<String> fault(ProviderMetadata m) {
        if (m.name().isBlank() || m.name().length() > NAME_LENGTH) {
            return Optional.of("name");
        }
        if (m.clientId().isBlank() || m.clientId().length() > CLIENT_ID_LENGTH) {
            return Optional.of("provider-client-id");
        }
        if (m.scopes().size() > SCOPES) {
            return Optional.of("too-many-scopes");
        }
        return m.scopes().stream().allMatch(ScopeName::wellFormed) ? issuerFault(m) : Optional.of("scope-syntax");
    }

    // OpenID Connect Discovery §3: an https URL without query or fragment.
    private static Optional<String> issuerFault(ProviderMetadata m) {
        try {
            URI issuer = new URI(m.issuer());
            boolean fits = "https".equals(issuer.getScheme())
                    && issuer.getHost() != null
                    && issuer.getRawUserInfo() == null
                    && issuer.getRawQuery() == null
                    && issuer.getRawFragment() == null;
            return fits ? Optional.empty() : Optional.of("provider-issuer");
        } catch (URISyntaxException _) {
            return Optional.of("provider-issuer");
        }
    }
}
