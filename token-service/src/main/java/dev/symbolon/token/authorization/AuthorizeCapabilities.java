package dev.symbolon.token.authorization;

import java.util.List;

/** What the authorization endpoint takes, for the metadata: the very lists that its checks use. */
public final class AuthorizeCapabilities {
    public static List<String> responseTypes() {
        return FlowChecks.RESPONSE_TYPES;
    }

    public static List<String> responseModes() {
        return FlowChecks.RESPONSE_MODES;
    }

    public static List<String> challengeMethods() {
        return FlowChecks.CHALLENGE_METHODS;
    }

    public static List<String> prompts() {
        return SignInChecks.PROMPTS;
    }

    public static List<String> displays() {
        return SignInChecks.DISPLAYS;
    }

    private AuthorizeCapabilities() {}
}
