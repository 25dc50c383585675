package dev.symbolon.token.grant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenMakerTest {
    /** The example of OpenID Connect Core, appendix A.3. */
    @Test
    void the_access_token_s_hash_is_the_specification_s() {
        assertThat(TokenMaker.leftHalf("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"))
                .isEqualTo("77QmUPtjPfzWtF2AnpK9RQ");
    }
}
