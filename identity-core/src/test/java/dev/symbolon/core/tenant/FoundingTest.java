package dev.symbolon.core.tenant;

import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aClient;
import static dev.symbolon.core.sample.Samples.aResource;
import static dev.symbolon.core.sample.Samples.aTenant;
import static dev.symbolon.core.sample.Samples.aUser;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.AssignmentEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.resource.ResourceCommand;
import dev.symbolon.core.role.BuiltInRole;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.sample.Samples;
import dev.symbolon.core.sample.UserSample;
import dev.symbolon.core.user.UserCommand;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tenant with what it is administered by and its first admin: all of it, or nothing. */
class FoundingTest {

    private static final TenantId OTHER = new TenantId("otherhotel00000000000000aa");
    private static final List<RoleId> ADMIN = List.of(BuiltInRole.TENANT_ADMIN.id());

    @Test
    void a_tenant_is_founded_whole() {
        fixture()
                .givenNoPriorActivity()
                .when(found(aResource().register(), aClient().register(), admit(aUser(), ADMIN)))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEventsMatching(Fixtures.inAnyOrder(
                        aTenant().onboarded(),
                        aResource().registered(),
                        aClient().registered(),
                        aUser().registered(),
                        aUser().passwordSet("$argon2id$1"),
                        new AssignmentEvent.Changed(TENANT, UserSample.ID, ADMIN, List.of(), Samples.NOON)));
    }

    @Test
    void founding_again_changes_nothing_and_brings_nothing_new() {
        fixture()
                .given(aTenant().onboarded())
                .when(found(aResource().register(), aClient().register(), admit(aUser(), ADMIN)))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void a_tenant_that_cannot_be_is_refused_with_all_that_it_was_to_have() {
        FixtureConfiguration<Tenant> fixture = fixture();
        fixture.given(aTenant().withSlug("other").onboarded())
                .when(found(aResource().register(), aClient().register(), admit(aUser(), ADMIN)))
                .expectResultMessagePayload(new Outcome.Refused("already-exists"))
                .expectNoEvents();
    }

    static Stream<TenantCommand.Found> halves() {
        return Stream.of(
                found(aResource().named(" ").register(), aClient().register(), admit(aUser(), ADMIN)),
                found(aResource().register(), aClient().withRedirect().register(), admit(aUser(), ADMIN)),
                found(
                        aResource().register(),
                        aClient().register(),
                        admit(aUser(), List.of(BuiltInRole.OPERATOR.id()))));
    }

    @ParameterizedTest
    @MethodSource("halves")
    void no_half_of_a_tenant_is_written(TenantCommand.Found half) {
        FixtureConfiguration<Tenant> fixture = fixture();
        fixture.setReportIllegalStateChange(false);
        fixture.givenNoPriorActivity().when(half).expectException(IllegalArgumentException.class);
    }

    @Test
    void nothing_of_another_tenant_comes_with_it() {
        refused(aResource().in(OTHER).register(), aClient().register(), admit(aUser(), ADMIN));
        refused(aResource().register(), aClient().in(OTHER).register(), admit(aUser(), ADMIN));
        refused(aResource().register(), aClient().register(), admit(aUser().in(OTHER), ADMIN));
    }

    private static void refused(
            ResourceCommand.Register resource, ClientCommand.Register client, UserCommand.Admit admin) {
        assertThatThrownBy(() -> found(resource, client, admin)).isInstanceOf(IllegalArgumentException.class);
    }

    private static FixtureConfiguration<Tenant> fixture(DomainEvent... beside) {
        return Fixtures.of(Tenant.class, Founding::new, beside);
    }

    private static TenantCommand.Found found(
            ResourceCommand.Register resource, ClientCommand.Register client, UserCommand.Admit admin) {
        return new TenantCommand.Found(aTenant().onboard(), List.of(resource), List.of(client), Optional.of(admin));
    }

    private static UserCommand.Admit admit(UserSample user, List<RoleId> roles) {
        return new UserCommand.Admit(user.register(), Optional.of(Personal.of("$argon2id$1")), roles, Optional.empty());
    }
}
