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
            CodeFlow flow = new CodeFlow(profile);
            flow.signIn(guest);
            return flow;
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
    },
    /** A device polls for an answer that nobody has given yet. */
    DEVICE_POLLING("device-polling", 0) {
        @Override
        Load.Operation connect(Profile profile, Profile.Guest guest) throws IOException {
            return new DevicePolling(profile);
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

    abstract Load.Operation connect(Profile profile, Profile.Guest guest) throws IOException;
}
