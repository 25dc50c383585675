package dev.symbolon.admin.client;

import dev.symbolon.admin.http.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client is to be (RFC 7591 §2, where it has a name for it); what isn't said is the safest that its kind allows. */
public record ClientSettings(
        @Field(value = "Shown on the consent page", example = "Booking", required = true, longest = 100) @Nullable
        String name,

        @Field(
                value =
                        "How it runs, hence whether it can keep a secret. It changes only where an app with the implicit flow"
                                + " becomes single_page",
                example = "web",
                required = true,
                settled = true,
                among = {"web", "native", "single_page", "service"})
        @Nullable
        String kind,

        @Field(
                value = "Compared as exact strings",
                example = "https://hotel.example/callback",
                most = 50,
                longest = 2000)
        @Nullable
        List<@Nullable String> redirectUris,

        @Field(value = "Grants that it has; by default what its kind is for", most = 20) @Nullable
        List<@Nullable String> grantTypes,

        @Field(value = "What the authorization endpoint may answer with", most = 6) @Nullable
        List<@Nullable String> responseTypes,

        @Field("How it proves itself at the token endpoint") @Nullable
        String authentication,

        @Field("Whether PKCE is required; only a confidential client can have it off") @Nullable
        Boolean pkceRequired,

        @Field(
                value = "Whether people are asked",
                among = {"required", "first_party"})
        @Nullable
        String consent,

        @Field(value = "Scopes of OpenID Connect that it may ask for", most = 10) @Nullable
        List<@Nullable String> openIdScopes,

        @Field(value = "Scopes of APIs that it may ask for", most = 50) @Nullable
        List<@Nullable PermissionBody> permissions,

        @Field(
                value = "Algorithm of its tokens",
                among = {"ES256", "RS256"})
        @Nullable
        String signing,

        @Field(
                value = "Where given, UserInfo answers with a signed JWT",
                among = {"ES256", "RS256"})
        @Nullable
        String userinfoSigning,

        @Field("Whether it sees people by names of its own sector") @Nullable
        Boolean pairwiseSubject,

        @Field(value = "Whose host is the sector", longest = 2000) @Nullable
        String sectorIdentifierUri,

        @Field(value = "default_max_age", greatest = 31_622_400) @Nullable
        Integer defaultMaxAgeSeconds,

        @Field("require_auth_time") @Nullable Boolean requireAuthTime,

        @Field(value = "default_acr_values", most = 10) @Nullable
        List<@Nullable String> defaultAcrValues,

        @Field(value = "Where people may go after signing out", most = 50, longest = 2000) @Nullable
        List<@Nullable String> postLogoutRedirectUris,

        @Field("Takes logout tokens") @Nullable LogoutAddress backChannelLogout,
        @Field("Is shown in a frame at logout") @Nullable LogoutAddress frontChannelLogout,

        @Field(value = "client_uri", longest = 2000) @Nullable
        String homeUri,

        @Field(value = "logo_uri", longest = 2000) @Nullable String logoUri,

        @Field(value = "policy_uri", longest = 2000) @Nullable
        String policyUri,

        @Field(value = "tos_uri", longest = 2000) @Nullable String termsUri) {

    /** The same, with authentication as its kind has it by default. */
    ClientSettings withoutAuthentication() {
        return new ClientSettings(
                name,
                kind,
                redirectUris,
                grantTypes,
                responseTypes,
                null,
                pkceRequired,
                consent,
                openIdScopes,
                permissions,
                signing,
                userinfoSigning,
                pairwiseSubject,
                sectorIdentifierUri,
                defaultMaxAgeSeconds,
                requireAuthTime,
                defaultAcrValues,
                postLogoutRedirectUris,
                backChannelLogout,
                frontChannelLogout,
                homeUri,
                logoUri,
                policyUri,
                termsUri);
    }

    public record PermissionBody(
            @Field(value = "Id of an API", required = true, pattern = "[a-z0-9~-]{1,64}") @Nullable
            String resource,

            @Field(value = "Scopes of it", required = true) @Nullable
            List<@Nullable String> scopes) {}

    public record LogoutAddress(
            @Field(value = "Its address", example = "https://hotel.example/signed-out", required = true, longest = 2000)
            @Nullable
            String uri,

            @Field("Whether the notice must name the session") @Nullable
            Boolean sessionRequired) {}
}
