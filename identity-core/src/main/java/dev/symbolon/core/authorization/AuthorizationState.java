package dev.symbolon.core.authorization;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An authorization request, from asking to the end of its code. The first three pass within one commit. */
public sealed interface AuthorizationState {

    Fold<AuthorizationState, AuthorizationEvent> FOLD = new Fold<>(
            StreamType.AUTHORIZATION, AuthorizationEvent.class, AuthorizationState.class, 4, AuthorizationState::step);

    /** The aggregate whose state this is. */
    AggregateType<AuthorizationRequest, AuthorizationState> AGGREGATE =
            new AggregateType<>(AuthorizationRequest.class, FOLD, AuthorizationRequest::new);

    RequestedAuthorization request();

    record Requested(RequestedAuthorization request) implements AuthorizationState {}

    record SignedIn(RequestedAuthorization request, SignedInPerson person) implements AuthorizationState {}

    /** @param grant the grant that began in front, where tokens left through the browser */
    record Approved(
            RequestedAuthorization request, SignedInPerson person, ApprovedAccess access, Optional<GrantId> grant)
            implements AuthorizationState {}

    /** The person said no: there never was a code. */
    record Denied(RequestedAuthorization request) implements AuthorizationState {}

    /** The code was made at {@code at} and can be spent, once, before {@code expiresAt}; on {@code grant}, where that began in front. */
    record CodeOutstanding(
            RequestedAuthorization request,
            SignedInPerson person,
            ApprovedAccess access,
            Optional<GrantId> grant,
            SecretHash code,
            Instant expiresAt,
            Instant at)
            implements AuthorizationState {}

    /** The code was spent on that grant; {@code replayed} once it came again. */
    record CodeRedeemed(RequestedAuthorization request, SecretHash code, GrantId grant, boolean replayed)
            implements AuthorizationState {}

    /** The code came with something wrong, or too late: nobody can spend it any more. */
    record CodeVoid(RequestedAuthorization request, SecretHash code, String reason) implements AuthorizationState {}

    private static AuthorizationState step(@Nullable AuthorizationState before, AuthorizationEvent event) {
        return switch (event) {
            case AuthorizationEvent.Requested e -> new Requested(e.request());
            case AuthorizationEvent.SignedIn e ->
                new SignedIn(was(Requested.class, before).request(), e.person());
            case AuthorizationEvent.Approved e -> {
                SignedIn now = was(SignedIn.class, before);
                yield new Approved(now.request(), now.person(), e.access(), Optional.empty());
            }
            case AuthorizationEvent.AnsweredInFront e -> {
                Approved now = was(Approved.class, before);
                yield new Approved(now.request(), now.person(), now.access(), Optional.of(e.grant()));
            }
            case AuthorizationEvent.Denied _ ->
                new Denied(was(SignedIn.class, before).request());
            case AuthorizationEvent.CodeIssued e -> {
                Approved now = was(Approved.class, before);
                yield new CodeOutstanding(
                        now.request(), now.person(), now.access(), now.grant(), e.code(), e.expiresAt(), e.at());
            }
            case AuthorizationEvent.CodeRedeemed e -> {
                CodeOutstanding now = was(CodeOutstanding.class, before);
                yield new CodeRedeemed(now.request(), now.code(), e.grant(), false);
            }
            case AuthorizationEvent.CodeRefused e -> {
                CodeOutstanding now = was(CodeOutstanding.class, before);
                yield new CodeVoid(now.request(), now.code(), e.reason());
            }
            case AuthorizationEvent.CodeReplayed _ -> {
                CodeRedeemed now = was(CodeRedeemed.class, before);
                yield new CodeRedeemed(now.request(), now.code(), now.grant(), true);
            }
        };
    }

    private static <S> S was(Class<S> type, @Nullable AuthorizationState before) {
        if (!type.isInstance(before)) {
            throw new IllegalStateException("an event that follows " + type.getSimpleName() + " found "
                    + (before == null ? "nothing" : before.getClass().getSimpleName()));
        }
        return type.cast(before);
    }
}
