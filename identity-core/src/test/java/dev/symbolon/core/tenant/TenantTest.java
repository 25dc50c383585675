package dev.symbolon.core.tenant;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aTenant;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.sample.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TenantTest {

    private static final Branding BLUE = new Branding("Grand Hotel", "#0000ff");
    private static final LoginPolicy SHORT =
            new LoginPolicy(Duration.ofHours(1), Duration.ofHours(8), PasswordPolicy.STANDARD);
    private static final TokenPolicy BRISK = tokens(30, 60, 60, 3600, 7200, 0, 86_400, 60);

    private static final Limits NARROW = limits(10, Duration.ofSeconds(1), 20, Duration.ofHours(1));
    private static final List<ClaimRule> ROLES = List.of(claim("roles"));
    private static final Instant KEPT_UNTIL = NOON.plus(Duration.ofDays(90));
    private static final TenantEvent OFF_BOARDED = new TenantEvent.OffBoarded(TENANT, "over", KEPT_UNTIL, NOON);
    private static final TenantEvent DESTROYED = new TenantEvent.DataDestroyed(TENANT, KEPT_UNTIL);

    private final FixtureConfiguration<Tenant> fixture = Fixtures.of(Tenant.class);

    @Test
    void an_onboarded_tenant_can_be_used() {
        fixture.givenNoPriorActivity()
                .when(aTenant().onboard())
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(aTenant().onboarded());
    }

    @Test
    void onboarding_again_changes_nothing_even_after_a_setting_changed() {
        fixture.given(aTenant().onboarded(), new TenantEvent.BrandingChanged(TENANT, BLUE, NOON))
                .when(aTenant().onboard())
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void an_onboarded_tenant_gets_no_other_slug() {
        fixture.given(aTenant().onboarded())
                .when(aTenant().withSlug("other").onboard())
                .expectResultMessagePayload(new Outcome.Refused("already-exists"))
                .expectNoEvents();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of(
                        new TenantCommand.ChangeBranding(TENANT, BLUE, NOON),
                        new TenantEvent.BrandingChanged(TENANT, BLUE, NOON)),
                Arguments.of(
                        new TenantCommand.ChangeLoginPolicy(TENANT, SHORT, NOON),
                        new TenantEvent.LoginPolicyChanged(TENANT, SHORT, NOON)),
                Arguments.of(
                        new TenantCommand.ChangeTokenPolicy(TENANT, BRISK, NOON),
                        new TenantEvent.TokenPolicyChanged(TENANT, BRISK, NOON)),
                Arguments.of(
                        new TenantCommand.ChangeLimits(TENANT, NARROW, NOON),
                        new TenantEvent.LimitsChanged(TENANT, NARROW, NOON)),
                Arguments.of(
                        new TenantCommand.ChangeClaimMapping(TENANT, ROLES, NOON),
                        new TenantEvent.ClaimMappingChanged(TENANT, ROLES, NOON)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_setting_changes(TenantCommand command, TenantEvent event) {
        fixture.given(aTenant().onboarded())
                .when(command)
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(event);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void the_same_setting_again_changes_nothing(TenantCommand command, TenantEvent event) {
        fixture.given(aTenant().onboarded(), event)
                .when(command)
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_setting_of_an_unknown_tenant_is_refused(TenantCommand command, TenantEvent event) {
        fixture.givenNoPriorActivity()
                .when(command)
                .expectResultMessagePayload(new Outcome.Refused("unknown"))
                .expectNoEvents();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_setting_of_a_suspended_tenant_is_refused(TenantCommand command, TenantEvent event) {
        fixture.given(aTenant().onboarded(), aTenant().suspended())
                .when(command)
                .expectResultMessagePayload(new Outcome.Refused("suspended"))
                .expectNoEvents();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_setting_of_an_off_boarded_tenant_is_refused(TenantCommand command, TenantEvent event) {
        fixture.given(aTenant().onboarded(), OFF_BOARDED)
                .when(command)
                .expectResultMessagePayload(new Outcome.Refused("off-boarded"))
                .expectNoEvents();
    }

    static Stream<Arguments> badSettings() {
        Duration second = Duration.ofSeconds(1);
        List<ClaimRule> many =
                IntStream.range(0, 51).mapToObj(i -> claim("claim_" + i)).toList();
        ClaimRule nowhere = new ClaimRule("roles", new ClaimRule.ClaimSource.Roles(), Set.of());
        return Stream.of(
                Arguments.of("client-limit", limited(limits(0, second, 1, second))),
                Arguments.of("client-limit", limited(limits(1_000_001, second, 1, second))),
                Arguments.of("client-limit", limited(limits(1, second.minusNanos(1), 1, second))),
                Arguments.of("tenant-limit", limited(limits(1, second, -1, second))),
                Arguments.of(
                        "tenant-limit",
                        limited(limits(1, second, 1, Duration.ofHours(1).plusNanos(1)))),
                Arguments.of("too-many-claims", mapped(many)),
                Arguments.of("duplicate-claim", mapped(List.of(claim("roles"), claim("roles")))),
                // What somebody else relies on.
                Arguments.of("claim-name", mapped(List.of(claim("sub")))),
                Arguments.of("claim-name", mapped(List.of(claim("email_verified")))),
                Arguments.of("claim-name", mapped(List.of(claim("scope")))),
                Arguments.of("claim-name", mapped(List.of(claim("")))),
                Arguments.of("claim-name", mapped(List.of(claim("two words")))),
                Arguments.of("claim-name", mapped(List.of(claim("x".repeat(101))))),
                Arguments.of("claim-into-nothing", mapped(List.of(nowhere))));
    }

    @ParameterizedTest
    @MethodSource("badSettings")
    void a_setting_that_cannot_be_is_refused(String reason, TenantCommand command) {
        fixture.given(aTenant().onboarded())
                .when(command)
                .expectResultMessagePayload(new Outcome.Refused(reason))
                .expectNoEvents();
    }

    static Stream<Arguments> badTokenPolicies() {
        return Stream.of(
                Arguments.of("code-life", tokens(0, 60, 60, 60, 60, 0, 600, 60)),
                Arguments.of("code-life", tokens(601, 60, 60, 60, 60, 0, 600, 60)),
                Arguments.of("access-token-life", tokens(60, 0, 60, 60, 60, 0, 600, 60)),
                Arguments.of("access-token-life", tokens(60, 86_401, 60, 60, 60, 0, 600, 60)),
                Arguments.of("id-token-life", tokens(60, 60, -1, 60, 60, 0, 600, 60)),
                Arguments.of("refresh-idle", tokens(60, 60, 60, 61, 60, 0, 600, 60)),
                Arguments.of("refresh-absolute", tokens(60, 60, 60, 60, 0, 0, 600, 60)),
                Arguments.of("refresh-retry", tokens(60, 60, 60, 60, 60, -1, 600, 60)),
                Arguments.of("refresh-retry", tokens(60, 60, 60, 60, 60, 61, 600, 60)),
                Arguments.of("jwks-cache", tokens(60, 60, 60, 60, 60, 0, 600, -1)),
                Arguments.of("key-rotation", tokens(60, 60, 60, 60, 60, 0, 60, 60)));
    }

    @ParameterizedTest
    @MethodSource("badTokenPolicies")
    void a_token_policy_out_of_bounds_is_refused(String reason, TokenPolicy policy) {
        fixture.given(aTenant().onboarded())
                .when(new TenantCommand.ChangeTokenPolicy(TENANT, policy, NOON))
                .expectResultMessagePayload(new Outcome.Refused(reason))
                .expectNoEvents();
    }

    @Test
    void nobody_is_onboarded_with_a_policy_out_of_bounds() {
        fixture.givenNoPriorActivity()
                .when(aTenant().with(tokens(601, 60, 60, 60, 60, 0, 600, 60)).onboard())
                .expectResultMessagePayload(new Outcome.Refused("code-life"))
                .expectNoEvents();
    }

    static Stream<Arguments> badLoginPolicies() {
        return Stream.of(
                Arguments.of("session-absolute", Duration.ofHours(1), Duration.ofDays(400)),
                Arguments.of("session-idle", Duration.ZERO, Duration.ofDays(1)),
                Arguments.of("session-idle", Duration.ofDays(2), Duration.ofDays(1)));
    }

    @ParameterizedTest
    @MethodSource("badLoginPolicies")
    void a_login_policy_out_of_bounds_is_refused(String reason, Duration idle, Duration absolute) {
        fixture.given(aTenant().onboarded())
                .when(new TenantCommand.ChangeLoginPolicy(
                        TENANT, new LoginPolicy(idle, absolute, PasswordPolicy.STANDARD), NOON))
                .expectResultMessagePayload(new Outcome.Refused(reason))
                .expectNoEvents();
    }

    @Test
    void a_tenant_is_suspended_once() {
        fixture.given(aTenant().onboarded())
                .when(new TenantCommand.Suspend(TENANT, "unpaid", NOON))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(aTenant().suspended());
    }

    @Test
    void suspending_a_suspended_tenant_changes_nothing() {
        fixture.given(aTenant().onboarded(), aTenant().suspended())
                .when(new TenantCommand.Suspend(TENANT, "again", NOON))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void the_platform_itself_cannot_be_suspended() {
        fixture.given(aTenant().withId(TenantId.SYSTEM).onboarded())
                .when(new TenantCommand.Suspend(TenantId.SYSTEM, "by mistake", NOON))
                .expectResultMessagePayload(new Outcome.Refused("system-tenant"))
                .expectNoEvents();
    }

    @Test
    void a_suspended_tenant_is_reactivated() {
        fixture.given(aTenant().onboarded(), aTenant().suspended())
                .when(new TenantCommand.Reactivate(TENANT, NOON))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(new TenantEvent.Reactivated(TENANT, NOON));
    }

    @Test
    void reactivating_an_active_tenant_changes_nothing() {
        fixture.given(aTenant().onboarded())
                .when(new TenantCommand.Reactivate(TENANT, NOON))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    static Stream<TenantCommand> statusOrders() {
        return Stream.of(new TenantCommand.Suspend(TENANT, "unpaid", NOON), new TenantCommand.Reactivate(TENANT, NOON));
    }

    @ParameterizedTest
    @CsvSource({"65537,1", "1048576,20", "65536,4"})
    void no_tenant_makes_passwords_dear_for_its_neighbours(int memoryKib, int iterations) {
        fixture.given(aTenant().onboarded())
                .when(new TenantCommand.ChangeLoginPolicy(
                        TENANT,
                        new LoginPolicy(
                                Duration.ofHours(1),
                                Duration.ofHours(8),
                                new PasswordPolicy(memoryKib, iterations, 1, 12)),
                        NOON))
                .expectResultMessagePayload(new Outcome.Refused("password-cost"))
                .expectNoEvents();
    }

    @ParameterizedTest
    @MethodSource("statusOrders")
    void the_status_of_an_unknown_tenant_is_refused(TenantCommand command) {
        fixture.givenNoPriorActivity()
                .when(command)
                .expectResultMessagePayload(new Outcome.Refused("unknown"))
                .expectNoEvents();
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of(List.of(aTenant().onboarded()), offBoard(KEPT_UNTIL), OFF_BOARDED),
                Arguments.of(List.of(aTenant().onboarded(), aTenant().suspended()), offBoard(KEPT_UNTIL), OFF_BOARDED),
                Arguments.of(
                        List.of(aTenant().onboarded()),
                        offBoard(NOON),
                        new TenantEvent.OffBoarded(TENANT, "over", NOON, NOON)),
                Arguments.of(List.of(aTenant().onboarded(), OFF_BOARDED), destroy(KEPT_UNTIL), DESTROYED));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void a_tenant_ends_and_later_its_data(List<TenantEvent> before, TenantCommand order, TenantEvent event) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(event);
    }

    static Stream<Arguments> endingsAgain() {
        return Stream.of(
                // A second order doesn't shorten how long the data is kept.
                Arguments.of(List.of(aTenant().onboarded(), OFF_BOARDED), offBoard(NOON)),
                Arguments.of(
                        List.of(aTenant().onboarded(), OFF_BOARDED, DESTROYED), destroy(KEPT_UNTIL.plusSeconds(1))));
    }

    @ParameterizedTest
    @MethodSource("endingsAgain")
    void what_ended_does_not_end_again(List<TenantEvent> before, TenantCommand order) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    static Stream<Arguments> refusedEndings() {
        return Stream.of(
                Arguments.of("unknown", List.of(), offBoard(KEPT_UNTIL)),
                Arguments.of("unknown", List.of(), destroy(NOON)),
                Arguments.of("retention", List.of(aTenant().onboarded()), offBoard(NOON.minusMillis(1))),
                Arguments.of("retention", List.of(aTenant().onboarded()), destroy(KEPT_UNTIL)),
                Arguments.of(
                        "retention", List.of(aTenant().onboarded(), aTenant().suspended()), destroy(KEPT_UNTIL)),
                Arguments.of(
                        "retention", List.of(aTenant().onboarded(), OFF_BOARDED), destroy(KEPT_UNTIL.minusMillis(1))),
                Arguments.of(
                        "off-boarded",
                        List.of(aTenant().onboarded(), OFF_BOARDED),
                        new TenantCommand.Reactivate(TENANT, NOON)),
                Arguments.of(
                        "off-boarded",
                        List.of(aTenant().onboarded(), OFF_BOARDED),
                        new TenantCommand.Suspend(TENANT, "unpaid", NOON)),
                // Its slug is never another's, and it is never begun again.
                Arguments.of(
                        "already-exists",
                        List.of(aTenant().onboarded(), OFF_BOARDED, DESTROYED),
                        aTenant().withSlug("phoenix").onboard()),
                Arguments.of(
                        "system-tenant",
                        List.of(aTenant().withId(TenantId.SYSTEM).onboarded()),
                        new TenantCommand.OffBoard(TenantId.SYSTEM, "by mistake", KEPT_UNTIL, NOON)));
    }

    @ParameterizedTest
    @MethodSource("refusedEndings")
    void an_end_that_does_not_fit_is_refused(String reason, List<TenantEvent> before, TenantCommand order) {
        fixture.given(before)
                .when(order)
                .expectResultMessagePayload(new Outcome.Refused(reason))
                .expectNoEvents();
    }

    private static TenantCommand offBoard(Instant keptUntil) {
        return new TenantCommand.OffBoard(TENANT, "over", keptUntil, NOON);
    }

    private static TenantCommand destroy(Instant at) {
        return new TenantCommand.DestroyData(TENANT, at);
    }

    private static TenantCommand limited(Limits limits) {
        return new TenantCommand.ChangeLimits(TENANT, limits, NOON);
    }

    private static TenantCommand mapped(List<ClaimRule> rules) {
        return new TenantCommand.ChangeClaimMapping(TENANT, rules, NOON);
    }

    private static Limits limits(int client, Duration clientWindow, int tenant, Duration tenantWindow) {
        return new Limits(new Limits.Limit(client, clientWindow), new Limits.Limit(tenant, tenantWindow));
    }

    private static ClaimRule claim(String name) {
        return new ClaimRule(name, new ClaimRule.ClaimSource.Roles(), Set.of(ClaimRule.ClaimTarget.ID_TOKEN));
    }

    private static TokenPolicy tokens(
            int code, int access, int id, int idle, int absolute, int retry, int rotation, int cache) {
        return new TokenPolicy(
                Duration.ofSeconds(code),
                Duration.ofSeconds(access),
                Duration.ofSeconds(id),
                Duration.ofSeconds(idle),
                Duration.ofSeconds(absolute),
                Duration.ofSeconds(retry),
                Duration.ofSeconds(rotation),
                Duration.ofSeconds(cache));
    }
}
