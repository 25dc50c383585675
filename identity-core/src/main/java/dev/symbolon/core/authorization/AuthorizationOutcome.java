package dev.symbolon.core.authorization;

/** What became of an authorization request. */
public sealed interface AuthorizationOutcome {
    record CodeIssued() implements AuthorizationOutcome {}

    record Denied() implements AuthorizationOutcome {}

    /** The request was decided before: a page sent twice. Nothing was written. */
    record AlreadyDecided() implements AuthorizationOutcome {}

    /** The session ended meanwhile, so nobody is signed in any more. Nothing was written. */
    record SessionOver() implements AuthorizationOutcome {}
}
