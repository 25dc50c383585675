package dev.symbolon.admin.user;

import dev.symbolon.admin.http.Field;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What calls about people take and give. Printing one shows nothing personal, and no password. */
public final class UserBodies {
    static final String ID = "[a-z0-9~-]{1,64}";

    public record NewUser(
            @Field(value = "Login name", example = "ada", required = true, longest = 254) @Nullable
            String login,

            @Field(value = "Name", example = "Ada Lovelace") @Nullable
            String name,

            @Field(value = "E-mail address", example = "ada@guests.example", longest = 254) @Nullable
            String email,

            @Field("Whether the address is known to be theirs") @Nullable
            Boolean emailVerified,

            @Field(value = "First password", example = "four words of her own", required = true, longest = 256)
            @Nullable
            String password,

            @Field(value = "Ids of roles; any takes roles:write", most = 50, pattern = ID) @Nullable
            List<@Nullable String> roles) {
        @Override
        public String toString() {
            return "NewUser[…]";
        }
    }

    public record ProfileBody(
            @Field(value = "Name", example = "Ada Lovelace") @Nullable
            String name,

            @Field(value = "E-mail address", example = "ada@guests.example", longest = 254) @Nullable
            String email,

            @Field("Whether the address is known to be theirs") @Nullable
            Boolean emailVerified) {
        @Override
        public String toString() {
            return "ProfileBody[…]";
        }
    }

    public record Reason(
            @Field(value = "Why; it is in the audit trail, so nothing personal", example = "left", required = true)
            @Nullable
            String reason) {}

    public record UserView(
            @Field(value = "Its id: the sub of public subject type", example = "7a2m4k9p1q3r5t6w8x0y2z4b6d")
            String id,

            @Field("Login name; with users:personal only") Optional<String> login,
            @Field("Name; with users:personal only") Optional<String> name,

            @Field("E-mail address; with users:personal only")
            Optional<String> email,

            @Field("Whether the address is known to be theirs")
            boolean emailVerified,

            @Field(
                    value = "Whether they can sign in",
                    example = "active",
                    among = {"active", "disabled", "erased"})
            String status) {
        @Override
        public String toString() {
            return "UserView[" + id + "]";
        }
    }

    private UserBodies() {}
}
