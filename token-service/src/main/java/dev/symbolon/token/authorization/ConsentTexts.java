package dev.symbolon.token.authorization;

import dev.symbolon.core.authorization.RequestedClaims;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.token.page.Language;
import dev.symbolon.token.resource.Targets;
import dev.symbolon.token.scope.Scopes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is asked for, in words. */
final class ConsentTexts {

    /** The scopes about the person, then the claims that none of them opens. */
    static List<String> ofAccount(Language language, List<String> scopes, Optional<ClaimsParameter> claims) {
        List<String> open = Scopes.claims(scopes);
        Stream<String> alone = claims.stream()
                .map(ClaimsParameter::requested)
                .flatMap(asked -> Stream.concat(asked.idToken().stream(), asked.userinfo().stream()))
                .map(RequestedClaims.One::name)
                .filter(claim -> !open.contains(claim))
                .map(claim -> language.text("claim." + claim));
        Stream<String> named = scopes.stream()
                .flatMap(scope -> Scopes.named(scope).stream())
                .map(scope -> language.text("scope." + scope.name()));
        return Stream.concat(named, alone).distinct().toList();
    }

    /** What each API calls its scopes; an API that is only named has none. */
    static List<Map.Entry<String, List<String>>> ofResources(Targets targets, List<String> scopes) {
        return targets.all().stream()
                .map(Targets.Target::resource)
                .map(resource -> Map.entry(
                        resource.metadata().name(),
                        resource.metadata().scopes().stream()
                                .filter(scope -> scopes.contains(scope.name()))
                                .map(ResourceMetadata.Scope::consentText)
                                .toList()))
                .toList();
    }

    private ConsentTexts() {}
}
