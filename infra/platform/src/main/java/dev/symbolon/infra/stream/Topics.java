package dev.symbolon.infra.stream;

/** The two topics of the platform. */
final class Topics {
    static final String EVENTS = "symbolon.events";
    static final String CONTROL = "symbolon.control";

    private Topics() {}
}
