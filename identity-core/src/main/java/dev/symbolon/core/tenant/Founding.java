package dev.symbolon.core.tenant;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.resource.Resources;
import dev.symbolon.core.user.Enrolment;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/** A new tenant with what it is administered by and its first admin: one commit. */
public final class Founding {
    private final Enrolment enrolment;
    private final MigrationFlows flows;
    private final Resources resources;
    private final Aggregates<Tenant, TenantState> tenants;

    public Founding(Repositories repositories) {
        enrolment = new Enrolment(repositories);
        flows = new MigrationFlows(repositories);
        resources = new Resources(repositories);
        tenants = repositories.aggregates(TenantState.AGGREGATE);
    }

    @CommandHandler
    Outcome found(TenantCommand.Found c) {
        // The tenant's lock first, out of the streams' order: the others are begun by this command only, and whoever
        // would wait for one of them waits for the tenant's.
        Aggregate<Tenant> tenant = tenants.at(c.target());
        Outcome outcome = tenant.invoke(one -> one.onboard(c.onboarding()));
        if (!(outcome instanceof Outcome.Done)) {
            return outcome;
        }
        Stream.of(
                        c.resources().stream()
                                .map(register -> resources.of(register).register()),
                        c.clients().stream().map(register -> flows.register(register)),
                        c.admin().map(enrolment::of).map(Enrolment.Admission::admit).stream())
                .flatMap(each -> each)
                .forEach(Founding::required);
        return outcome;
    }

    /** The unit of work rolls back, so that no half of a tenant is written. */
    private static void required(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalArgumentException("a tenant can't be founded with that: " + outcome);
        }
    }
}
