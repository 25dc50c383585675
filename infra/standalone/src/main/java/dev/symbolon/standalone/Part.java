package dev.symbolon.standalone;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What listens: its name for people, its option and its usual port. */
public enum Part {
    STORE("document store", 27017),
    KAFKA("Kafka", 9092),
    TOKEN("token service", 8080),
    ADMIN("tenant admin", 8081),
    AUDIT("projections", 8082);

    private final String title;
    private final int usualPort;

    Part(String title, int usualPort) {
        this.title = title;
        this.usualPort = usualPort;
    }

    public String title() {
        return title;
    }

    /** {@code token}, {@code admin}, … as in options and process names. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String option() {
        return "--port-" + label();
    }

    String variable() {
        return "SYMBOLON_PORT_" + name();
    }

    /** The port that the option says, else the environment, else the usual one. */
    int port(@Nullable String option, Map<String, String> environment) {
        if (option != null) {
            return parsed(option(), option);
        }
        String variable = environment.get(variable());
        return variable == null ? usualPort : parsed(variable(), variable);
    }

    private static int parsed(String name, String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new CannotStartException(name + " is a port, 0 to 65535, and not " + text);
        }
        return Integer.parseInt(text);
    }
}
