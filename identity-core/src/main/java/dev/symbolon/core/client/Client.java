package dev.symbolon.core.client;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.ClientEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** An application that asks for tokens. */
final class Client extends EventSourced<ClientState> {

    Client() {
        super(ClientState.FOLD);
    }

    /** The flows of apps in migration that can be used because of this client. */
    Set<ResponseType> migrationFlows() {
        ClientState now = state();
        return now == null || !now.active()
                ? Set.of()
                : now.metadata().responseTypes().stream()
                        .filter(ResponseType::frontChannel)
                        .collect(Collectors.toUnmodifiableSet());
    }

    Outcome register(ClientCommand.Register c) {
        ClientState now = state();
        if (now != null) {
            boolean same = now.metadata().equals(c.metadata()) && now.secrets().equals(c.secrets());
            return same ? new Outcome.Unchanged() : new Outcome.Refused("already-exists");
        }
        Optional<String> fault =
                ClientRules.fault(c.metadata()).or(() -> ClientRules.fault(c.metadata(), c.secrets(), c.at()));
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get());
        }
        record(new ClientEvent.Registered(c.tenant(), c.client(), c.metadata(), c.secrets(), c.at()));
        return new Outcome.Done();
    }

    Outcome change(ClientCommand.Change c) {
        ClientState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (now.metadata().equals(c.metadata())) {
            return new Outcome.Unchanged();
        }
        if (now.metadata().kind() != c.metadata().kind()
                && !ClientRules.movesToSinglePage(now.metadata(), c.metadata())) {
            // What was issued to it rests on whether it can keep a secret.
            return new Outcome.Refused("kind-fixed");
        }
        Optional<String> fault = ClientRules.fault(c.metadata());
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get());
        }
        record(new ClientEvent.Changed(c.tenant(), c.client(), c.metadata(), c.at()));
        if (!c.metadata().kind().confidential() && !now.secrets().isEmpty()) {
            record(new ClientEvent.SecretsChanged(c.tenant(), c.client(), List.of(), c.at()));
        }
        return new Outcome.Done();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome changeSecrets(ClientCommand.ChangeSecrets c) {
        ClientState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (now.secrets().equals(c.secrets())) {
            return new Outcome.Unchanged();
        }
        Optional<String> fault = ClientRules.fault(now.metadata(), c.secrets(), c.at());
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get());
        }
        record(new ClientEvent.SecretsChanged(c.tenant(), c.client(), c.secrets(), c.at()));
        return new Outcome.Done();
    }

    Outcome suspend(ClientCommand.Suspend c) {
        ClientState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (!now.active()) {
            return new Outcome.Unchanged();
        }
        record(new ClientEvent.Suspended(c.tenant(), c.client(), c.reason(), c.at()));
        return new Outcome.Done();
    }

    Outcome reactivate(ClientCommand.Reactivate c) {
        ClientState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (now.active()) {
            return new Outcome.Unchanged();
        }
        record(new ClientEvent.Reactivated(c.tenant(), c.client(), c.at()));
        return new Outcome.Done();
    }
}
