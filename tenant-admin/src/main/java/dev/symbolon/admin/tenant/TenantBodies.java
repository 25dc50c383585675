package dev.symbolon.admin.tenant;

import dev.symbolon.admin.http.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What calls about tenants take. */
public final class TenantBodies {
    static final String COLOR = "#[0-9a-f]{6}";
    static final String SLUG = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

    public record NewTenant(
            @Field(
                    value = "Readable name in the tenant's issuer; claimed once, never reassigned",
                    example = "grand-hotel",
                    required = true,
                    longest = 63,
                    pattern = SLUG)
            @Nullable
            String slug,

            @Field(value = "Shown on the tenant's pages", example = "The Grand Hotel", required = true, longest = 100)
            @Nullable
            String displayName,

            @Field(value = "Accent colour of the tenant's pages", example = "#7a1f3d", pattern = COLOR) @Nullable
            String accentColor,

            @Field(
                    value = "Where its data is kept, for good: one of the platform's cells, the first without a word",
                    example = "default",
                    longest = 63)
            @Nullable
            String cell,

            @Field("Who is invited to administer the tenant") @Nullable
            FirstAdmin admin) {}

    public record FirstAdmin(
            @Field(value = "Login name", example = "ada", required = true, longest = 254) @Nullable
            String login,

            @Field(value = "Name", example = "Ada Lovelace") @Nullable
            String name,

            @Field(value = "E-mail address", example = "ada@grand-hotel.example", longest = 254) @Nullable
            String email) {
        @Override
        public String toString() {
            return "FirstAdmin[…]";
        }
    }

    public record TenantSettings(
            @Field(value = "Shown on the tenant's pages", example = "The Grand Hotel", required = true, longest = 100)
            @Nullable
            String displayName,

            @Field(value = "Accent colour of the tenant's pages", example = "#7a1f3d", required = true, pattern = COLOR)
            @Nullable
            String accentColor) {}

    public record Reason(
            @Field(value = "Why; it is in the audit trail", example = "unpaid", required = true) @Nullable
            String reason) {}

    public record OffBoarding(
            @Field(value = "Why; it is in the audit trail", example = "contract ended", required = true) @Nullable
            String reason,

            @Field(
                    value = "How long the tenant's data is kept",
                    example = "2592000",
                    required = true,
                    greatest = 316_224_000)
            @Nullable
            Integer retentionSeconds) {}

    public record LoginPolicyBody(
            @Field(value = "A session unused for so long is over", example = "28800", least = 60, greatest = 31_622_400)
            @Nullable
            Integer sessionIdleSeconds,

            @Field(value = "A session as old as this is over", example = "604800", least = 60, greatest = 31_622_400)
            @Nullable
            Integer sessionAbsoluteSeconds,

            @Field(value = "The shortest password that is taken", example = "12", least = 8, greatest = 128) @Nullable
            Integer passwordMinimumLength,

            @Field(value = "Argon2id memory of new hashes", example = "7168", least = 7168, greatest = 65_536) @Nullable
            Integer passwordMemoryKib,

            @Field(value = "Argon2id iterations of new hashes", example = "5", least = 1, greatest = 20) @Nullable
            Integer passwordIterations,

            @Field(value = "Argon2id lanes of new hashes", example = "1", least = 1, greatest = 8) @Nullable
            Integer passwordParallelism) {}

    public record TokenPolicyBody(
            @Field(value = "Life of an authorization code", example = "60", least = 1, greatest = 600) @Nullable
            Integer codeSeconds,

            @Field(value = "Life of an access token", example = "300", least = 1, greatest = 86_400) @Nullable
            Integer accessTokenSeconds,

            @Field(value = "Life of an ID token", example = "300", least = 1, greatest = 86_400) @Nullable
            Integer idTokenSeconds,

            @Field(value = "A refresh family unused for so long is over", least = 1, greatest = 31_622_400) @Nullable
            Integer refreshIdleSeconds,

            @Field(value = "A refresh family as old as this is over", least = 1, greatest = 31_622_400) @Nullable
            Integer refreshAbsoluteSeconds,

            @Field(value = "How long a rotated refresh token answers with its successor", greatest = 60) @Nullable
            Integer refreshRetrySeconds,

            @Field(value = "Age at which a signing key is replaced, an hour at least", least = 3_600) @Nullable
            Integer keyRotationSeconds,

            @Field(value = "How long others may keep the key set", greatest = 86_400) @Nullable
            Integer jwksCacheSeconds) {}

    public record LimitsBody(
            @Field(
                    value = "Requests that one client has at once, and regains within the window",
                    example = "50000",
                    least = 1,
                    greatest = 1_000_000)
            @Nullable
            Integer clientRequests,

            @Field(value = "In what time a client regains them", example = "10", least = 1, greatest = 3_600) @Nullable
            Integer clientWindowSeconds,

            @Field(
                    value = "Requests that all clients have together at once, and regain within the window",
                    example = "200000",
                    least = 1,
                    greatest = 1_000_000)
            @Nullable
            Integer tenantRequests,

            @Field(value = "In what time all of them regain them", example = "10", least = 1, greatest = 3_600)
            @Nullable
            Integer tenantWindowSeconds) {}

    public record ClaimMapping(
            @Field(value = "Claims besides those of the specifications", required = true, most = 50) @Nullable
            List<@Nullable Rule> rules) {}

    public record Rule(
            @Field(value = "The claim's name", example = "hotel", required = true, longest = 100) @Nullable
            String claim,

            @Field(
                    value = "What its value is made of",
                    example = "fixed",
                    required = true,
                    among = {"roles", "groups", "fixed"})
            @Nullable
            String source,

            @Field(value = "The value of a fixed claim", example = "grand") @Nullable
            String value,

            @Field(
                    value = "Where it is put",
                    required = true,
                    most = 3,
                    among = {"id_token", "access_token", "userinfo"})
            @Nullable
            List<@Nullable String> into) {}

    private TenantBodies() {}
}
