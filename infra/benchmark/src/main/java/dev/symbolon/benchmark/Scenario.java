package dev.symbolon.benchmark;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;

/** What is measured: the one list of operations that a connection can repeat. */
enum Scenario {
    /** Authorize by a session, then the code for tokens: an access token and an ID token. */
    CODE("code", 2) {
        @Override
        Load.Operation connect(Profile profile, Profile.Guest guest) throws IOException {
            return CodeFlow.signedIn(profile, guest);
        }
    },
    /** The same of an app in migration: an ID token comes with the code, and both others for it. */
    HYBRID("hybrid", 3) {
        @Override
        Profile prepared(Profile profile) throws IOException {
            return profile.with(HybridClient.register(profile));
        }

        @Override
        Load.Operation connect(Profile profile, Profile.Guest guest) throws IOException {
            return CodeFlow.signedIn(profile, guest);
        }
    },
    /** A service's own access token. */
    CLIENT_CREDENTIALS("client-credentials", 1) {
        @Override
        Load.Operation connect(Profile profile, Profile.Guest guest) throws IOException {
            return new ClientCredentials(profile);
        }
    },
    /** A refresh with rotation, by a family of the connection's own: an access token and an ID token. */
    REFRESH("refresh", 2) {
        @Override
        Load.Operation connect(Profile profile, Profile.Guest guest) throws IOException {
            return new Refresh(profile, guest);
        }
    },
    /** A client asks about a token that it asked about before. */
    INTROSPECTION("introspection", 0) {
        @Override
        Load.Operation connect(Profile profile, Profile.Guest guest) throws IOException {
            String seen = ServiceTokens.make(profile, 1).remove();
            return new Introspection(profile, profile.issuer(), profile.service(), () -> Optional.of(seen));
        }
    },
    /** A service asks each time about another token; so many are made before, and the work ends with them. */
    INTROSPECTION_NEW("introspection-new", 0) {
        @Override
        Load.Operation connect(Profile profile, Profile.Guest guest) throws IOException {
            Queue<String> fresh = ServiceTokens.make(profile, ServiceTokens.MANY);
            return new Introspection(
                    profile, profile.issuer(), profile.service(), () -> Optional.ofNullable(fresh.poll()));
        }

        @Override
        Load.Operation warming(Profile profile, Profile.Guest guest) throws IOException {
            return new Introspection(
                    profile, profile.issuer(), profile.service(), ServiceTokens.asTheyAreNeeded(profile));
        }
    },
    /** An app asks who its person is, by a token that it asked by before. */
    USERINFO("userinfo", 0) {
        @Override
        Load.Operation connect(Profile profile, Profile.Guest guest) throws IOException {
            return new Userinfo(profile, guest);
        }
    },
    /** A device asks, a person lets it in, and it redeems its code: an access token and an ID token. */
    DEVICE("device", 2) {
        @Override
        Load.Operation connect(Profile profile, Profile.Guest guest) throws IOException {
            return new DeviceFlow(profile, guest);
        }
    },
    /** A device polls for an answer that nobody has given yet. */
    DEVICE_POLLING("device-polling", 0) {
        @Override
        Load.Operation connect(Profile profile, Profile.Guest guest) throws IOException {
            return new DevicePolling(profile);
        }
    },
    /** An app signs its person out by their ID token; so many are signed in before, and the work ends with them. */
    LOGOUT("logout", 0) {
        @Override
        Load.Operation connect(Profile profile, Profile.Guest guest) throws IOException {
            return new Logout(profile, guest);
        }
    };

    private final String option;
    private final int signatures;

    Scenario(String option, int signatures) {
        this.option = option;
        this.signatures = signatures;
    }

    static Scenario named(String option) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.option.equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a scenario is one of " + options()));
    }

    static String options() {
        return List.of(values()).stream().map(scenario -> scenario.option).collect(Collectors.joining("|"));
    }

    String option() {
        return option;
    }

    /** Signatures that one operation makes: their cost is the algorithm's, whoever issues. */
    int signatures() {
        return signatures;
    }

    /** With what it needs besides the demo's tenant, which is made once for all connections. */
    Profile prepared(Profile profile) throws IOException {
        return profile;
    }

    abstract Load.Operation connect(Profile profile, Profile.Guest guest) throws IOException;

    /** What warms the services up for it; without end, where the operation itself has one. */
    Load.Operation warming(Profile profile, Profile.Guest guest) throws IOException {
        return connect(profile, guest);
    }
}
