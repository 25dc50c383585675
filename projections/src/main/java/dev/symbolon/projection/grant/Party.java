package dev.symbolon.projection.grant;

/** Who takes part in a flow, from left to right in a diagram. */
public enum Party {
    USER("User"),
    BROWSER("Browser"),
    CLIENT("Client"),
    SERVER("Authorization server"),
    API("API");

    private final String title;

    Party(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
