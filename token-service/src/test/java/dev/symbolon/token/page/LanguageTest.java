package dev.symbolon.token.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.token.scope.Scopes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageTest {

    @ParameterizedTest
    @EnumSource
    void each_language_says_everything(Language language) {
        assertThat(language.texts()).containsOnlyKeys(Language.ENGLISH.texts().keySet());
        assertThat(language.texts().values())
                .allSatisfy(text -> assertThat(text).isNotBlank());
    }

    @Test
    void every_scope_and_claim_that_people_are_asked_for_has_words() {
        for (Scopes.Served scope : Scopes.OPENID_CONNECT) {
            assertThat(Language.ENGLISH.find("scope." + scope.name())).isPresent();
            scope.claims().stream()
                    .filter(claim -> !claim.equals("sub"))
                    .forEach(claim ->
                            assertThat(Language.ENGLISH.find("claim." + claim)).isPresent());
        }
    }
}
