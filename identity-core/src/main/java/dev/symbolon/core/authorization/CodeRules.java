package dev.symbolon.core.authorization;

import dev.symbolon.core.identifier.SecretHash;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a code must come with to be spent, in the order in which it is looked at. */
final class CodeRules {

    // RFC 7636 §4.1: 43*128unreserved
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9\\-._~]{43,128}");

    static Optional<Redemption.Reason> fault(
            AuthorizationCommand.Redeem presented, AuthorizationState.CodeOutstanding code) {
        RequestedAuthorization request = code.request();
        if (!presented.at().isBefore(code.expiresAt())) {
            return Optional.of(Redemption.Reason.EXPIRED);
        }
        // RFC 6749 §4.1.3: the code was issued to this very client.
        if (!presented.presentedBy().equals(request.client())) {
            return Optional.of(Redemption.Reason.WRONG_CLIENT);
        }
        // RFC 6749 §4.1.3: redirect_uri must be there and identical, for the request named one.
        if (!presented.redirectUri().equals(Optional.of(request.redirectUri()))) {
            return Optional.of(Redemption.Reason.WRONG_REDIRECT_URI);
        }
        return request.codeChallenge()
                .map(challenge -> verifierFault(challenge, presented.codeVerifier()))
                .orElseGet(() -> unchallenged(presented.codeVerifier()));
    }

    private static Optional<Redemption.Reason> verifierFault(String challenge, Optional<String> verifier) {
        if (verifier.isEmpty()) {
            return Optional.of(Redemption.Reason.MISSING_VERIFIER);
        }
        // RFC 7636 §4.6: BASE64URL-ENCODE(SHA256(ASCII(code_verifier))) == code_challenge
        boolean right = VERIFIER.matcher(verifier.get()).matches()
                && SecretHash.of(verifier.get()).matches(new SecretHash(challenge));
        return right ? Optional.empty() : Optional.of(Redemption.Reason.WRONG_VERIFIER);
    }

    /** RFC 9700 §4.8.2: a verifier without a challenge means that the challenge was stripped from the request. */
    private static Optional<Redemption.Reason> unchallenged(Optional<String> verifier) {
        return verifier.isPresent() ? Optional.of(Redemption.Reason.UNEXPECTED_VERIFIER) : Optional.empty();
    }

    private CodeRules() {}
}
