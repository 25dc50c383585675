package dev.symbolon.token.authorization;

import dev.symbolon.core.authorization.AuthorizationCommand;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.AuthorizationOutcome;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.authorization.NewCode;
import dev.symbolon.core.authorization.Verdict;
import dev.symbolon.core.client.ClientKind;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.ConsentRule;
import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.consent.ConsentState;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.identifier.OpaqueValue;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.identifier.Secret;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.token.http.Exchange;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.session.Browser;
import dev.symbolon.token.session.LiveSession;
import dev.symbolon.token.session.Pending;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.time.Instant;
import java.util.Optional;

/** Decides authorization requests: the checks, then the session, then the consent, then one commit. */
final class Authorizations {
    private final Decisions decisions;
    private final Randomness randomness;
    private final HybridClock clock;

    Authorizations(Decisions decisions, Randomness randomness, HybridClock clock) {
        this.decisions = decisions;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** How a request came: afresh, after signing in for it, or with the answer to the consent page. */
    sealed interface Arrival {
        record Fresh() implements Arrival {}

        /** @param session the session that was started for this request: it has been asked enough */
        record SignedIn(String session) implements Arrival {}

        record Answered(Pending pending, boolean agreed) implements Arrival {}
    }

    /** Fresh values of one attempt, made outside the decision, which may run more than once. */
    private record Fresh(AuthorizationId authorization, Secret code, Instant now) {}

    Next decide(ServedTenant tenant, Parameters parameters, Browser browser, Arrival arrival) {
        AuthorizationId id =
                arrival instanceof Arrival.Answered(Pending pending, boolean _) && pending.authorization() != null
                        ? new AuthorizationId(pending.authorization())
                        : new AuthorizationId(randomness.identifier());
        Fresh fresh = new Fresh(id, randomness.secret(), clock.now().instant());
        return decisions.decide(tenant.id(), reading -> {
            TenantState policy = Tenants.active(reading);
            Draft draft = new Draft(parameters, reading, tenant, policy);
            Optional<ProtocolError> fault = AuthorizeChecks.run(draft);
            return fault.isPresent() ? refused(draft, fault.get()) : asPerson(draft, browser, arrival, fresh);
        });
    }

    private Next asPerson(Draft draft, Browser browser, Arrival arrival, Fresh fresh) {
        Optional<LiveSession> session = browser.signedIn(draft.reading, draft.policy, fresh.now)
                .filter(live -> recentEnough(draft, live, arrival, fresh.now));
        if (session.isEmpty()) {
            return nobody(draft);
        }
        return switch (arrival) {
            case Arrival.Answered(Pending pending, boolean agreed) ->
                answered(draft, session.get(), pending, agreed, fresh);
            case Arrival.Fresh _, Arrival.SignedIn _ -> unasked(draft, session.get(), fresh);
        };
    }

    private static Next nobody(Draft draft) {
        return draft.prompts("none")
                ? refused(draft, ProtocolError.byRedirect("login_required", "Nobody is signed in.", "login-required"))
                : new Next.SignIn(address(draft), draft.client(), draft.parameters.value("login_hint"));
    }

    /** OpenID Connect Core §3.1.2.1: prompt and max_age ask for a sign-in of this very request, or a recent one. */
    private static boolean recentEnough(Draft draft, LiveSession live, Arrival arrival, Instant now) {
        String id = live.session().session().value();
        boolean askedEnough =
                switch (arrival) {
                    case Arrival.Fresh _ -> false;
                    case Arrival.SignedIn(String session) -> session.equals(id);
                    case Arrival.Answered(Pending pending, boolean _) -> id.equals(pending.session());
                };
        if (askedEnough) {
            return true;
        }
        return !(arrival instanceof Arrival.Answered)
                && !draft.prompts("login")
                && !draft.prompts("select_account")
                && draft.maxAge
                        .map(age -> now.isBefore(live.session().startedAt().plus(age)))
                        .orElse(true);
    }

    private Next unasked(Draft draft, LiveSession session, Fresh fresh) {
        Optional<ConsentGround> ground = ground(draft, session);
        if (ground.isPresent()) {
            return approve(draft, session, ground.get(), fresh);
        }
        return draft.prompts("none")
                ? refused(
                        draft,
                        ProtocolError.byRedirect("consent_required", "The person must be asked.", "consent-required"))
                : consent(draft, session, fresh.authorization);
    }

    private static Optional<ConsentGround> ground(Draft draft, LiveSession session) {
        if (draft.prompts("consent")) {
            return Optional.empty();
        }
        ClientState client = draft.client();
        if (client.metadata().consent() == ConsentRule.FIRST_PARTY) {
            return Optional.of(ConsentGround.FIRST_PARTY);
        }
        // RFC 8252 §8.6: a private-use scheme or a loopback port may lead to any app on the device, which could pass
        // itself off as this client, so the person sees each request. For a first party the operator vouches.
        if (client.metadata().kind() == ClientKind.NATIVE
                && !draft.request().redirectUri().startsWith("https://")) {
            return Optional.empty();
        }
        ConsentId id = ConsentId.of(session.session().user(), client.client());
        return draft.reading
                .state(ConsentState.FOLD, id)
                .filter(consent -> consent.covers(draft.scopes))
                .map(_ -> ConsentGround.REMEMBERED);
    }

    /** The answer counts for what the page showed, and for nothing else. */
    private Next answered(Draft draft, LiveSession session, Pending pending, boolean agreed, Fresh fresh) {
        if (!draft.scopes.equals(pending.scopes())) {
            return consent(draft, session, new AuthorizationId(randomness.identifier()));
        }
        return agreed
                ? approve(draft, session, ConsentGround.GIVEN, fresh)
                : commit(draft, session, new Verdict.Deny(), fresh);
    }

    private Next approve(Draft draft, LiveSession session, ConsentGround ground, Fresh fresh) {
        Instant codeExpires = fresh.now.plus(draft.policy.tokenPolicy().code());
        return commit(
                draft,
                session,
                new Verdict.Approve(
                        draft.access(),
                        ground,
                        Optional.of(new NewCode(fresh.code.hash(), codeExpires)),
                        Optional.empty()),
                fresh);
    }

    private static Next commit(Draft draft, LiveSession session, Verdict verdict, Fresh fresh) {
        Origin origin = Origin.of(new Actor.User(session.session().user()), Exchange.correlation());
        AuthorizationOutcome outcome = draft.reading
                .commit(
                        new AuthorizationCommand.Decide(
                                draft.tenant.id(),
                                fresh.authorization,
                                draft.request(),
                                session.person(),
                                verdict,
                                fresh.now),
                        origin)
                .outcome();
        return switch (outcome) {
            case AuthorizationOutcome.Approved _ ->
                new Next.Code(
                        address(draft), new OpaqueValue(fresh.authorization.value(), fresh.code.reveal()).reveal());
            case AuthorizationOutcome.Denied _ -> new Next.Denied(address(draft));
            case AuthorizationOutcome.AlreadyDecided _ -> new Next.AlreadyDecided();
            case AuthorizationOutcome.SessionOver _ -> nobody(draft);
        };
    }

    private static Next consent(Draft draft, LiveSession session, AuthorizationId authorization) {
        return new Next.Consent(address(draft), draft.client(), session, draft.scopes, draft.resources, authorization);
    }

    private static Next refused(Draft draft, ProtocolError error) {
        return new Next.Refused(error, draft.returnAddress(), Optional.ofNullable(draft.client));
    }

    private static ReturnAddress address(Draft draft) {
        return draft.returnAddress().orElseThrow();
    }
}
