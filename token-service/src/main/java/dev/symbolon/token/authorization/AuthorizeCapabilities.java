package dev.symbolon.token.authorization;

import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.tenant.TenantState;
import java.util.List;

/** What the authorization endpoint takes at a tenant, for the metadata: the very lists that its checks use. */
public final class AuthorizeCapabilities {
    /** Those of the list that are on for the tenant: others are refused to each of its clients. */
    public static List<ResponseType> responseTypes(TenantState tenant) {
        return FlowChecks.RESPONSE_TYPES.stream().filter(tenant::offers).toList();
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
