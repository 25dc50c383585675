package dev.symbolon.token.authorization;

import dev.symbolon.core.client.ClientKind;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ConsentRule;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.consent.ConsentState;
import dev.symbolon.core.scope.ScopeName;
import dev.symbolon.core.user.UserId;
import java.util.List;

/**
 * When {@code offline_access} counts (OpenID Connect Core §11); where it doesn't, the request goes on without it, as the
 * specification asks.
 */
final class OfflineAccess {

    /** The request's scopes, without {@code offline_access} unless this person's access may outlive their session. */
    static List<String> within(Draft draft, UserId person) {
        return !draft.scopes.contains(ScopeName.OFFLINE_ACCESS) || counts(draft, person)
                ? draft.scopes
                : draft.scopes.stream()
                        .filter(scope -> !scope.equals(ScopeName.OFFLINE_ACCESS))
                        .toList();
    }

    private static boolean counts(Draft draft, UserId person) {
        ClientMetadata client = draft.client().metadata();
        if (!client.grantTypes().contains(GrantType.REFRESH_TOKEN)
                || !draft.request().responseType().grants().contains(GrantType.AUTHORIZATION_CODE)) {
            // "MUST ignore the offline_access request unless [...] an Authorization Code [is] returned".
            return false;
        }
        // "ensure that the prompt parameter contains consent unless other conditions [...] are in place": the person
        // agreed to it before, or the operator vouches for an app of the tenant's own on the person's own device.
        return draft.prompts("consent")
                || client.kind() == ClientKind.NATIVE && client.consent() == ConsentRule.FIRST_PARTY
                || draft.reading
                        .state(
                                ConsentState.FOLD,
                                ConsentId.of(person, draft.client().client()))
                        .filter(consent -> consent.covers(List.of(ScopeName.OFFLINE_ACCESS)))
                        .isPresent();
    }

    private OfflineAccess() {}
}
