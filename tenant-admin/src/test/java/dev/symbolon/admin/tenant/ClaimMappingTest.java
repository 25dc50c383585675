package dev.symbolon.admin.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What tokens carry besides is what was put last, whole. */
final class ClaimMappingTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final Api OPERATOR = ADMIN.operator();

    @Test
    void a_mapping_is_shown_as_it_was_put_and_replaced_whole() {
        String mapping = "/tenants/" + ADMIN.tenant("claim-mapping") + "/claim-mapping";
        assertThat(OPERATOR.get(mapping).json().get("rules")).isEmpty();
        shown(
                mapping,
                List.of(
                        Map.of("claim", "roles", "source", "roles", "into", List.of("access_token", "id_token")),
                        Map.of("claim", "teams", "source", "groups", "into", List.of("userinfo")),
                        Map.of("claim", "hotel", "source", "fixed", "value", "grand", "into", List.of("id_token"))));
        shown(mapping, List.of(Map.of("claim", "crew", "source", "groups", "into", List.of("access_token"))));

        Map<String, Object> valueless = Map.of("claim", "hotel", "source", "fixed", "into", List.of("id_token"));
        assertThat(OPERATOR.put(mapping, Map.of("rules", List.of(valueless))).code())
                .isEqualTo("bad-field");
        shown(mapping, List.of());
    }

    private static void shown(String mapping, List<?> rules) {
        Said put = OPERATOR.put(mapping, Map.of("rules", rules));
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        Said got = OPERATOR.get(mapping);
        assertThat(got.json()).isEqualTo(put.json());
        assertThat(got.json()).isEqualTo(JSON.readTree(JSON.writeValueAsBytes(Map.of("rules", rules))));
    }
}
