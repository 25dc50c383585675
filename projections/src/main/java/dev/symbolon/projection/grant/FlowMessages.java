package dev.symbolon.projection.grant;

import static dev.symbolon.projection.grant.FlowMessages.Party.BROWSER;
import static dev.symbolon.projection.grant.FlowMessages.Party.CLIENT;
import static dev.symbolon.projection.grant.FlowMessages.Party.SERVER;
import static dev.symbolon.projection.grant.FlowMessages.Party.USER;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A grant's life as messages between those who took part. */
final class FlowMessages {
    enum Party {
        USER("User"),
        BROWSER("Browser"),
        CLIENT("Client"),
        SERVER("Authorization server");

        private final String title;

        Party(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** @param bad refused, replayed or taken away */
    record Message(Instant time, Party from, Party to, String text, boolean bad) {}

    static List<Message> of(GrantLife life) {
        List<Message> messages = new ArrayList<>();
        inOrderOfCause(life.steps()).forEach(step -> add(step, messages));
        return messages;
    }

    /** In the log a commit's streams follow each other; told as it happened, who agrees does so before the approval. */
    private static List<GrantStep> inOrderOfCause(List<GrantStep> steps) {
        List<GrantStep> ordered = new ArrayList<>(steps);
        for (GrantStep consent : steps) {
            if (consent.type().equals("consent.granted") || consent.type().equals("consent.extended")) {
                int approval = IntStream.range(0, ordered.size())
                        .filter(i -> ordered.get(i).type().equals("authorization.approved")
                                && ordered.get(i).time().equals(consent.time()))
                        .findFirst()
                        .orElse(-1);
                if (approval >= 0 && approval < ordered.indexOf(consent)) {
                    ordered.remove(consent);
                    ordered.add(approval, consent);
                }
            }
        }
        return ordered;
    }

    private static void add(GrantStep step, List<Message> to) {
        switch (step.type()) {
            case "authorization.requested" -> {
                to.add(good(step, CLIENT, BROWSER, "go and ask for: " + fact(step, "scopes")));
                to.add(good(
                        step,
                        BROWSER,
                        SERVER,
                        "GET authorize" + (step.facts().containsKey("pkce") ? " (PKCE S256)" : "")));
            }
            case "authorization.signed-in" ->
                to.add(good(
                        step, USER, SERVER, "signed in by " + fact(step, "methods") + " since " + fact(step, "since")));
            case "consent.granted" -> to.add(good(step, USER, SERVER, "agrees to: " + fact(step, "scopes")));
            case "consent.extended" -> to.add(good(step, USER, SERVER, "agrees to more: " + fact(step, "added")));
            case "authorization.approved" ->
                to.add(good(step, SERVER, SERVER, "approved, consent " + fact(step, "ground")));
            case "authorization.denied" -> {
                to.add(bad(step, USER, SERVER, "says no"));
                to.add(bad(step, SERVER, BROWSER, "access_denied"));
            }
            case "authorization.code-issued" -> {
                to.add(good(step, SERVER, BROWSER, "code, good until " + fact(step, "until")));
                to.add(good(step, BROWSER, CLIENT, "code"));
            }
            case "authorization.code-redeemed" -> to.add(good(step, CLIENT, SERVER, "POST token: code"));
            case "authorization.code-refused" ->
                to.add(bad(
                        step, CLIENT, SERVER, "code REFUSED: " + step.reason().orElse("")));
            case "authorization.code-replayed" -> to.add(bad(step, CLIENT, SERVER, "spent code REPLAYED"));
            case "grant.issued" -> to.add(good(step, SERVER, SERVER, "grant until " + fact(step, "until")));
            case "grant.tokens-issued" -> to.add(good(step, SERVER, CLIENT, tokens(step.facts())));
            case "grant.refresh-reused" -> to.add(bad(step, CLIENT, SERVER, "rotated refresh token REUSED"));
            case "grant.revoked" ->
                to.add(bad(
                        step, SERVER, SERVER, "grant REVOKED: " + step.reason().orElse("")));
            default -> to.add(good(step, SERVER, SERVER, step.type()));
        }
    }

    private static String tokens(Map<String, String> facts) {
        return "access token"
                + (facts.containsKey("id") ? ", ID token" : "")
                + (facts.containsKey("refresh") ? ", refresh token" : "");
    }

    private static String fact(GrantStep step, String name) {
        return step.facts().getOrDefault(name, "?");
    }

    private static Message good(GrantStep step, Party from, Party to, String text) {
        return new Message(step.time(), from, to, text, false);
    }

    private static Message bad(GrantStep step, Party from, Party to, String text) {
        return new Message(step.time(), from, to, text, true);
    }

    private FlowMessages() {}
}
