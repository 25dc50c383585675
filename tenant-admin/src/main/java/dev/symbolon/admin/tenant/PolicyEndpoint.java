package dev.symbolon.admin.tenant;

import static java.util.Objects.requireNonNull;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admin.tenant.TenantBodies.ClaimMapping;
import dev.symbolon.admin.tenant.TenantBodies.LimitsBody;
import dev.symbolon.admin.tenant.TenantBodies.LoginPolicyBody;
import dev.symbolon.admin.tenant.TenantBodies.Rule;
import dev.symbolon.admin.tenant.TenantBodies.TokenPolicyBody;
import dev.symbolon.core.tenant.ClaimRule;
import dev.symbolon.core.tenant.Limits;
import dev.symbolon.core.tenant.LoginPolicy;
import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.tenant.TokenPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How a tenant's people sign in, what its tokens are like, and what they carry. */
@Component
public final class PolicyEndpoint {
    private final Orders orders;

    PolicyEndpoint(Orders orders) {
        this.orders = orders;
    }

    public Answer loginPolicy(Call call) {
        return orders.show(call, TenantState.FOLD, call.tenant(), (_, state) -> shown(state.loginPolicy()));
    }

    public Answer changeLoginPolicy(Call call) {
        return orders.change(
                call,
                TenantState.FOLD,
                call.tenant(),
                (_, state) -> new TenantCommand.ChangeLoginPolicy(
                        state.tenant(),
                        policy(call.patched(shown(state.loginPolicy()), LoginPolicyBody.class)),
                        call.at()),
                state -> shown(state.loginPolicy()));
    }

    public Answer tokenPolicy(Call call) {
        return orders.show(call, TenantState.FOLD, call.tenant(), (_, state) -> shown(state.tokenPolicy()));
    }

    public Answer changeTokenPolicy(Call call) {
        return orders.change(
                call,
                TenantState.FOLD,
                call.tenant(),
                (_, state) -> new TenantCommand.ChangeTokenPolicy(
                        state.tenant(),
                        policy(call.patched(shown(state.tokenPolicy()), TokenPolicyBody.class)),
                        call.at()),
                state -> shown(state.tokenPolicy()));
    }

    public Answer limits(Call call) {
        return orders.show(call, TenantState.FOLD, call.tenant(), (_, state) -> shown(state.limits()));
    }

    /** What protects the platform from a tenant isn't the tenant's to change. */
    public Answer changeLimits(Call call) {
        return orders.change(
                call,
                TenantState.FOLD,
                call.tenant(),
                (_, state) -> new TenantCommand.ChangeLimits(
                        state.tenant(), limits(call.patched(shown(state.limits()), LimitsBody.class)), call.at()),
                state -> shown(state.limits()));
    }

    public Answer claimMapping(Call call) {
        return orders.show(call, TenantState.FOLD, call.tenant(), (_, state) -> shown(state.claimRules()));
    }

    public Answer changeClaimMapping(Call call, ClaimMapping body) {
        List<ClaimRule> rules = requireNonNull(body.rules()).stream()
                .map(rule -> rule(requireNonNull(rule)))
                .toList();
        return orders.change(
                call,
                TenantState.FOLD,
                call.tenant(),
                (_, state) -> new TenantCommand.ChangeClaimMapping(state.tenant(), rules, call.at()),
                state -> shown(state.claimRules()));
    }

    private static LoginPolicyBody shown(LoginPolicy policy) {
        PasswordPolicy password = policy.password();
        return new LoginPolicyBody(
                seconds(policy.sessionIdle()),
                seconds(policy.sessionAbsolute()),
                password.minimumLength(),
                password.memoryKib(),
                password.iterations(),
                password.parallelism());
    }

    /** What a patch takes away is the standard again. */
    private static LoginPolicy policy(LoginPolicyBody body) {
        LoginPolicy standard = LoginPolicy.STANDARD;
        PasswordPolicy password = PasswordPolicy.STANDARD;
        return new LoginPolicy(
                duration(body.sessionIdleSeconds(), standard.sessionIdle()),
                duration(body.sessionAbsoluteSeconds(), standard.sessionAbsolute()),
                new PasswordPolicy(
                        number(body.passwordMemoryKib(), password.memoryKib()),
                        number(body.passwordIterations(), password.iterations()),
                        number(body.passwordParallelism(), password.parallelism()),
                        number(body.passwordMinimumLength(), password.minimumLength())));
    }

    private static TokenPolicyBody shown(TokenPolicy policy) {
        return new TokenPolicyBody(
                seconds(policy.code()),
                seconds(policy.accessToken()),
                seconds(policy.idToken()),
                seconds(policy.refreshIdle()),
                seconds(policy.refreshAbsolute()),
                seconds(policy.refreshRetry()),
                seconds(policy.keyRotation()),
                seconds(policy.jwksCache()));
    }

    private static TokenPolicy policy(TokenPolicyBody body) {
        TokenPolicy standard = TokenPolicy.STANDARD;
        return new TokenPolicy(
                duration(body.codeSeconds(), standard.code()),
                duration(body.accessTokenSeconds(), standard.accessToken()),
                duration(body.idTokenSeconds(), standard.idToken()),
                duration(body.refreshIdleSeconds(), standard.refreshIdle()),
                duration(body.refreshAbsoluteSeconds(), standard.refreshAbsolute()),
                duration(body.refreshRetrySeconds(), standard.refreshRetry()),
                duration(body.keyRotationSeconds(), standard.keyRotation()),
                duration(body.jwksCacheSeconds(), standard.jwksCache()));
    }

    private static LimitsBody shown(Limits limits) {
        return new LimitsBody(
                limits.client().requests(),
                seconds(limits.client().window()),
                limits.tenant().requests(),
                seconds(limits.tenant().window()));
    }

    /** What a patch takes away is the standard again. */
    private static Limits limits(LimitsBody body) {
        Limits.Limit client = Limits.STANDARD.client();
        Limits.Limit tenant = Limits.STANDARD.tenant();
        return new Limits(
                new Limits.Limit(
                        number(body.clientRequests(), client.requests()),
                        duration(body.clientWindowSeconds(), client.window())),
                new Limits.Limit(
                        number(body.tenantRequests(), tenant.requests()),
                        duration(body.tenantWindowSeconds(), tenant.window())));
    }

    private static ClaimMapping shown(List<ClaimRule> rules) {
        return new ClaimMapping(
                rules.stream().<@Nullable Rule>map(PolicyEndpoint::shown).toList());
    }

    private static Rule shown(ClaimRule rule) {
        List<String> into = rule.into().stream()
                .map(target -> target.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        return switch (rule.source()) {
            case ClaimRule.ClaimSource.Roles _ -> new Rule(rule.claim(), "roles", null, List.copyOf(into));
            case ClaimRule.ClaimSource.Groups _ -> new Rule(rule.claim(), "groups", null, List.copyOf(into));
            case ClaimRule.ClaimSource.Fixed fixed -> new Rule(rule.claim(), "fixed", fixed.value(), List.copyOf(into));
        };
    }

    private static ClaimRule rule(Rule rule) {
        String source = requireNonNull(rule.source());
        if (source.equals("fixed") == (rule.value() == null)) {
            throw AdminRefusal.invalid("bad-field", "a fixed claim has a value, and no other has", "/rules");
        }
        return new ClaimRule(
                requireNonNull(rule.claim()),
                switch (source) {
                    case "roles" -> new ClaimRule.ClaimSource.Roles();
                    case "groups" -> new ClaimRule.ClaimSource.Groups();
                    default -> new ClaimRule.ClaimSource.Fixed(requireNonNull(rule.value()));
                },
                requireNonNull(rule.into()).stream()
                        .map(target -> ClaimRule.ClaimTarget.valueOf(
                                requireNonNull(target).toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()));
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.toSeconds());
    }

    private static Duration duration(@Nullable Integer seconds, Duration standard) {
        return seconds == null ? standard : Duration.ofSeconds(seconds);
    }

    private static int number(@Nullable Integer given, int standard) {
        return given == null ? standard : given;
    }
}
