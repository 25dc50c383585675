package dev.symbolon.core.authorization;

import java.util.Optional;

/** What became of an authorization request. */
public sealed interface AuthorizationOutcome {
    /** @param inFront the tokens that go with the answer, where any do */
    record Approved(Optional<InFront.Issued> inFront) implements AuthorizationOutcome {}

    record Denied() implements AuthorizationOutcome {}

    /** The request was decided before: a page sent twice. Nothing was written. */
    record AlreadyDecided() implements AuthorizationOutcome {}

    /** The session ended meanwhile, so nobody is signed in any more. Nothing was written. */
    record SessionOver() implements AuthorizationOutcome {}
}
