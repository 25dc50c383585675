package dev.symbolon.core.tenant;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;

/**
 * Orders to a client that change what it may use, and with it which flows of apps in migration are on for its tenant: one
 * commit. The streams are locked in the order of their names: client, tenant; a client without such flows, as most are,
 * leaves the tenant alone.
 */
public final class MigrationFlows {
    private final Clients clients;
    private final Aggregates<Tenant, TenantState> tenants;

    public MigrationFlows(Repositories repositories) {
        clients = new Clients(repositories);
        tenants = repositories.aggregates(TenantState.AGGREGATE);
    }

    @CommandHandler
    Outcome register(ClientCommand.Register c) {
        return decide(c, c.at(), client -> client.register(c));
    }

    @CommandHandler
    Outcome change(ClientCommand.Change c) {
        return decide(c, c.at(), client -> client.change(c));
    }

    @CommandHandler
    Outcome suspend(ClientCommand.Suspend c) {
        return decide(c, c.at(), client -> client.suspend(c));
    }

    @CommandHandler
    Outcome reactivate(ClientCommand.Reactivate c) {
        return decide(c, c.at(), client -> client.reactivate(c));
    }

    private Outcome decide(ClientCommand c, Instant at, Function<Clients.One, Outcome> order) {
        Clients.One client = clients.at(c.target());
        Set<ResponseType> before = client.migrationFlows();
        Outcome outcome = order.apply(client);
        Set<ResponseType> after = client.migrationFlows();
        if (!before.equals(after)) {
            tenants.at(StreamId.of(c.tenant(), StreamType.TENANT, c.tenant()))
                    .execute(tenant -> tenant.noteFlows(c.client(), less(after, before), less(before, after), at));
        }
        return outcome;
    }

    private static List<ResponseType> less(Collection<ResponseType> some, Collection<ResponseType> others) {
        return some.stream().filter(type -> !others.contains(type)).sorted().toList();
    }
}
