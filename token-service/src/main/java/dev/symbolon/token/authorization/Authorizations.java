package dev.symbolon.token.authorization;

import static dev.symbolon.token.http.ProtocolError.byRedirect;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.authorization.AuthorizationCommand;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.AuthorizationOutcome;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.authorization.InFront;
import dev.symbolon.core.authorization.NewCode;
import dev.symbolon.core.authorization.Verdict;
import dev.symbolon.core.client.ClientKind;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.ConsentRule;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.consent.ConsentState;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.RefreshLife;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.OpaqueValue;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.identifier.Secret;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.token.grant.GrantLife;
import dev.symbolon.token.grant.MadeTokens;
import dev.symbolon.token.grant.TokenMaker;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.session.Browser;
import dev.symbolon.token.session.IdTokenHints;
import dev.symbolon.token.session.LiveSession;
import dev.symbolon.token.session.Pending;
import dev.symbolon.token.signingkey.SigningKeys;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import dev.symbolon.token.user.Subjects;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Decides authorization requests: the checks, then the session, then the consent, then one commit. */
final class Authorizations {
    private static final int LONGEST_LOGIN = 254;

    private final Decisions decisions;
    private final SigningKeys keys;
    private final TokenMaker tokens;
    private final Subjects subjects;
    private final IdTokenHints hints;
    private final Randomness randomness;
    private final HybridClock clock;

    Authorizations(
            Decisions decisions,
            SigningKeys keys,
            TokenMaker tokens,
            Subjects subjects,
            IdTokenHints hints,
            Randomness randomness,
            HybridClock clock) {
        this.decisions = decisions;
        this.keys = keys;
        this.tokens = tokens;
        this.subjects = subjects;
        this.hints = hints;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** How a request came: afresh, after signing in for it, or with the answer to the consent page. */
    sealed interface Arrival {
        /** @param count takes the client into account, once it is known */
        record Fresh(Consumer<ClientState> count) implements Arrival {}

        /** The session that was started for this request has been asked enough. */
        record SignedIn(Pending pending) implements Arrival {}

        record Answered(Pending pending, boolean agreed) implements Arrival {}

        /** What goes on, if it isn't a new request. */
        default Optional<Pending> begun() {
            return switch (this) {
                case Fresh _ -> Optional.empty();
                case SignedIn(Pending pending) -> Optional.of(pending);
                case Answered(Pending pending, boolean _) -> Optional.of(pending);
            };
        }
    }

    /** Fresh values of one attempt, made outside the decision, which may run more than once. */
    private record Fresh(
            AuthorizationId authorization,
            Secret code,
            GrantId grant,
            TokenId accessToken,
            TokenId idToken,
            Instant now) {}

    Next decide(ServedTenant tenant, Parameters parameters, Browser browser, Arrival arrival) {
        Next next = attempt(tenant, parameters, browser, arrival);
        if (next instanceof Next.KeyMissing missing) {
            keys.offerWhereDue(tenant.id(), missing.algorithm());
            // With fresh values: the new key doesn't sign what was timed before it.
            return attempt(tenant, parameters, browser, arrival);
        }
        soon(next).ifPresent(client -> keys.ahead(tenant.id(), client.metadata().signing()));
        return next;
    }

    /** The client that will ask for tokens once the person has done what the page asks for. */
    private static Optional<ClientState> soon(Next next) {
        return switch (next) {
            case Next.SignIn signIn -> Optional.of(signIn.client());
            case Next.Consent consent -> Optional.of(consent.client());
            case Next.Refused _, Next.Answered _, Next.Denied _, Next.AlreadyDecided _, Next.KeyMissing _ ->
                Optional.empty();
        };
    }

    private Next attempt(ServedTenant tenant, Parameters parameters, Browser browser, Arrival arrival) {
        AuthorizationId id = new AuthorizationId(arrival.begun()
                .flatMap(begun -> Optional.ofNullable(begun.authorization()))
                .orElseGet(randomness::identifier));
        Fresh fresh = new Fresh(
                id,
                randomness.secret(),
                new GrantId(randomness.identifier()),
                TokenId.at(clock.now(), randomness),
                TokenId.at(clock.now(), randomness),
                clock.now().instant());
        return decisions.decide(tenant.id(), reading -> {
            TenantState policy = Tenants.active(reading);
            Draft draft = new Draft(parameters, reading, tenant, policy, hints);
            Optional<ProtocolError> fault = AuthorizeChecks.run(draft);
            if (arrival instanceof Arrival.Fresh(Consumer<ClientState> count)) {
                Optional.ofNullable(draft.client).ifPresent(count);
            }
            return fault.isPresent() ? refused(draft, fault.get()) : asPerson(draft, browser, arrival, fresh);
        });
    }

    private Next asPerson(Draft draft, Browser browser, Arrival arrival, Fresh fresh) {
        Optional<LiveSession> session = browser.signedIn(draft.reading, draft.policy, fresh.now)
                .filter(live -> recentEnough(draft, live, arrival, fresh.now));
        if (session.isEmpty()) {
            return nobody(draft);
        }
        if (!wanted(draft, session.get())) {
            // OpenID Connect Core §3.1.2.2: an answer only for the person who was named.
            return arrival instanceof Arrival.Fresh
                    ? nobody(draft)
                    : refused(draft, byRedirect("login_required", "Somebody else is signed in.", "other-person"));
        }
        if (!reaches(draft, session.get())) {
            return refused(
                    draft,
                    byRedirect(
                            "unmet_authentication_requirements",
                            "The sign-in that is asked for can't be had here.",
                            "context-class"));
        }
        draft.scopes = OfflineAccess.within(draft, session.get().session().user());
        if (draft.scopes.isEmpty()) {
            return refused(draft, byRedirect("invalid_scope", "Nothing is left of what was asked for.", "no-scope"));
        }
        return switch (arrival) {
            case Arrival.Answered(Pending pending, boolean agreed) ->
                answered(draft, session.get(), pending, agreed, fresh);
            case Arrival.Fresh _, Arrival.SignedIn _ -> unasked(draft, session.get(), fresh);
        };
    }

    private static Next nobody(Draft draft) {
        return draft.prompts("none")
                ? refused(draft, byRedirect("login_required", "Nobody is signed in.", "login-required"))
                : new Next.SignIn(
                        address(draft),
                        draft.client(),
                        draft.parameters.value("login_hint").filter(hint -> hint.length() <= LONGEST_LOGIN));
    }

    /** Whether it is the person whom id_token_hint or the claims parameter's sub names. */
    private boolean wanted(Draft draft, LiveSession session) {
        List<String> named = draft.claims.map(ClaimsParameter::subjects).orElse(List.of());
        if (draft.hintedSubject.isEmpty() && named.isEmpty()) {
            return true;
        }
        String subject = subjects.of(
                draft.tenant.id(), draft.client().metadata(), session.session().user());
        return draft.hintedSubject.map(subject::equals).orElse(true) && (named.isEmpty() || named.contains(subject));
    }

    /** OpenID Connect Core §5.5.1.1: an essential context class that isn't reached is a failed sign-in. */
    private static boolean reaches(Draft draft, LiveSession session) {
        List<String> contexts = draft.claims.map(ClaimsParameter::contexts).orElse(List.of());
        return contexts.isEmpty() || contexts.contains(session.session().acr());
    }

    /** OpenID Connect Core §3.1.2.1: prompt and max_age ask for a sign-in of this very request, or a recent one. */
    private static boolean recentEnough(Draft draft, LiveSession live, Arrival arrival, Instant now) {
        String id = live.session().session().value();
        boolean askedEnough =
                arrival.begun().filter(begun -> id.equals(begun.session())).isPresent();
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
                ? refused(draft, byRedirect("consent_required", "The person must be asked.", "consent-required"))
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
                && !draft.redirectUri().startsWith("https://")) {
            return Optional.empty();
        }
        ConsentId id = ConsentId.of(session.session().user(), client.client());
        return draft.reading
                .state(ConsentState.FOLD, id)
                .filter(consent -> consent.covers(draft.asked()))
                .map(_ -> ConsentGround.REMEMBERED);
    }

    /** The answer counts for what the page showed, and for nothing else. */
    private Next answered(Draft draft, LiveSession session, Pending pending, boolean agreed, Fresh fresh) {
        if (!draft.asked().equals(pending.scopes())) {
            return consent(draft, session, new AuthorizationId(randomness.identifier()));
        }
        return agreed
                ? approve(draft, session, ConsentGround.GIVEN, fresh)
                : commit(draft, session, new Verdict.Deny(), Optional.empty(), fresh);
    }

    private Next approve(Draft draft, LiveSession session, ConsentGround ground, Fresh fresh) {
        ResponseType type = draft.responseType();
        SigningAlgorithm algorithm = draft.client().metadata().signing();
        // The private half is at hand before anything is decided: what could fail comes first.
        Optional<Signer.Key> key =
                type.frontChannel() ? keys.signing(draft.reading, algorithm, fresh.now) : Optional.empty();
        if (type.frontChannel() && key.isEmpty()) {
            return new Next.KeyMissing(algorithm);
        }
        Optional<NewCode> code = type.code()
                ? Optional.of(new NewCode(
                        fresh.code.hash(),
                        fresh.now.plus(draft.policy.tokenPolicy().code())))
                : Optional.empty();
        Verdict.Approve verdict =
                new Verdict.Approve(draft.access(), ground, code, key.map(it -> inFront(draft, session, it, fresh)));
        return commit(draft, session, verdict, key, fresh);
    }

    private InFront inFront(Draft draft, LiveSession session, Signer.Key key, Fresh fresh) {
        ResponseType type = draft.responseType();
        TokenPolicy policy = draft.policy.tokenPolicy();
        Holder holder = holder(draft, session);
        // The first of them is what the grant is compared with, so that one is named as an access token is.
        return new InFront(
                fresh.grant,
                key.id(),
                type.accessToken() ? Optional.of(tokens.name(fresh.accessToken, holder)) : Optional.empty(),
                type.idToken() ? Optional.of(tokens.name(fresh.idToken, holder)) : Optional.empty(),
                policy.idToken(),
                grantLife(draft, session, fresh.now));
    }

    private static Holder holder(Draft draft, LiveSession session) {
        return new Holder(
                draft.tenant.id(),
                draft.client().client(),
                Optional.of(session.session().user()),
                Optional.of(session.session().session()));
    }

    /** Long enough for what a code of the same answer is redeemed into; where that can be refreshed, as long as any grant. */
    private static Duration grantLife(Draft draft, LiveSession session, Instant now) {
        TokenPolicy policy = draft.policy.tokenPolicy();
        if (!draft.responseType().code()) {
            return GrantLife.ofTokens(policy);
        }
        Optional<Instant> refreshEnd = RefreshLife.end(
                        draft.client().metadata(),
                        draft.scopes,
                        policy,
                        Optional.of(session.session().expiresAt()),
                        now)
                .filter(now::isBefore);
        return refreshEnd.isPresent()
                ? GrantLife.of(policy, refreshEnd, now)
                : GrantLife.ofTokens(policy).plus(policy.code());
    }

    private Next commit(Draft draft, LiveSession session, Verdict verdict, Optional<Signer.Key> key, Fresh fresh) {
        Origin origin = Origin.of(new Actor.User(session.session().user()), Correlation.current());
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
            case AuthorizationOutcome.Approved(Optional<InFront.Issued> issued) ->
                new Next.Answered(address(draft), () -> content(draft, session, issued, key, fresh));
            case AuthorizationOutcome.Denied _ -> new Next.Denied(address(draft));
            case AuthorizationOutcome.AlreadyDecided _ -> new Next.AlreadyDecided();
            case AuthorizationOutcome.SessionOver _ -> nobody(draft);
        };
    }

    /** RFC 6749 §4.1.2 and §4.2.2, OpenID Connect Core §3.2.2.5 and §3.3.2.5. */
    private Map<String, String> content(
            Draft draft, LiveSession session, Optional<InFront.Issued> issued, Optional<Signer.Key> key, Fresh fresh) {
        Map<String, String> content = new LinkedHashMap<>();
        Optional<String> code = draft.responseType().code()
                ? Optional.of(new OpaqueValue(fresh.authorization.value(), fresh.code.reveal()).reveal())
                : Optional.empty();
        code.ifPresent(text -> content.put("code", text));
        issued.ifPresent(tokens -> content.putAll(this.tokens.inFront(
                draft.tenant, key.orElseThrow(), made(draft, session, tokens), draft.responseType(), code)));
        return content;
    }

    private static MadeTokens made(Draft draft, LiveSession session, InFront.Issued issued) {
        return new MadeTokens(
                issued.grant(),
                draft.client().client(),
                Optional.of(session.session().user()),
                Optional.of(session.person()),
                Optional.of(session.session().session()),
                issued.accessToken(),
                issued.idToken(),
                draft.request().nonce(),
                draft.request().claims(),
                Optional.empty());
    }

    private static Next consent(Draft draft, LiveSession session, AuthorizationId authorization) {
        return new Next.Consent(
                address(draft),
                draft.client(),
                session,
                draft.scopes,
                draft.asked(),
                draft.claims,
                draft.targets,
                authorization);
    }

    private static Next refused(Draft draft, ProtocolError error) {
        return new Next.Refused(error, draft.returnAddress(), Optional.ofNullable(draft.client));
    }

    private static ReturnAddress address(Draft draft) {
        return draft.returnAddress().orElseThrow();
    }
}
