package dev.symbolon.core.resource;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.ResourceEvent;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** An API that tokens are for. */
final class Resource extends EventSourced<ResourceState> {

    Resource() {
        super(ResourceState.FOLD);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome register(ResourceCommand.Register c) {
        ResourceState now = state();
        if (now != null) {
            return now.metadata().equals(c.metadata())
                    ? new Outcome.Unchanged()
                    : new Outcome.Refused("already-exists");
        }
        Optional<String> fault = ResourceRules.fault(c.metadata());
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get());
        }
        record(new ResourceEvent.Registered(c.tenant(), c.resource(), c.metadata(), c.at()));
        return new Outcome.Done();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome change(ResourceCommand.Change c) {
        ResourceState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (now.metadata().equals(c.metadata())) {
            return new Outcome.Unchanged();
        }
        if (!now.metadata().audience().equals(c.metadata().audience())) {
            // Tokens in use name it, and the API checks it.
            return new Outcome.Refused("audience-fixed");
        }
        Optional<String> fault = ResourceRules.fault(c.metadata());
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get());
        }
        List<String> before = names(now.metadata());
        List<String> after = names(c.metadata());
        record(new ResourceEvent.Changed(
                c.tenant(), c.resource(), c.metadata(), without(after, before), without(before, after), c.at()));
        return new Outcome.Done();
    }

    private static List<String> names(ResourceMetadata metadata) {
        return metadata.scopes().stream().map(ResourceMetadata.Scope::name).toList();
    }

    private static List<String> without(List<String> names, List<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }
}
