package dev.symbolon.token.authorization;

import java.util.List;

/** What the authorization endpoint takes, for the metadata: the very lists that its checks use. */
public final class AuthorizeCapabilities {
    public static List<String> responseTypes() {
        return AuthorizeChecks.RESPONSE_TYPES;
    }

    public static List<String> responseModes() {
        return AuthorizeChecks.RESPONSE_MODES;
    }

    public static List<String> challengeMethods() {
        return AuthorizeChecks.CHALLENGE_METHODS;
    }

    public static List<String> prompts() {
        return AuthorizeChecks.PROMPTS;
    }

    private AuthorizeCapabilities() {}
}
