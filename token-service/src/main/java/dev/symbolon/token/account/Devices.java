package dev.symbolon.token.account;

import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.token.page.Language;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** From where and with what a session was begun, in a person's words: sealed in its first event. */
final class Devices {
    private static final Map<String, String> BROWSERS =
            Map.of("firefox", "Firefox", "edg", "Edge", "opr", "Opera", "chrome", "Chrome", "safari", "Safari");
    private static final String[] BROWSER_ORDER = {"firefox", "edg", "opr", "chrome", "safari"};
    private static final Map<String, String> SYSTEMS = Map.of(
            "android", "Android", "iphone", "iPhone", "ipad", "iPad", "windows", "Windows", "mac os", "Mac", "linux",
            "Linux");
    private static final String[] SYSTEM_ORDER = {"android", "iphone", "ipad", "windows", "mac os", "linux"};

    private final EventLog log;
    private final PersonalData personalData;

    Devices(EventLog log, PersonalData personalData) {
        this.log = log;
        this.personalData = personalData;
    }

    /** @param device such as {@code Firefox on Linux}; a made-up user agent makes it no more than that */
    record Device(String device, String address) {}

    Device of(Language language, SessionState session) {
        StreamId stream = StreamId.of(session.tenant(), StreamType.SESSION, session.session());
        return log.stream(stream, 0, 1).stream()
                .findFirst()
                .map(recorded -> recorded.event())
                .filter(SessionEvent.Started.class::isInstance)
                .map(SessionEvent.Started.class::cast)
                .map(started -> new Device(
                        words(
                                language,
                                personalData
                                        .open(session.tenant(), started.userAgent())
                                        .orElse("")),
                        personalData.open(session.tenant(), started.address()).orElse("")))
                .orElse(new Device(language.text("account.a-browser"), ""));
    }

    static String words(Language language, String userAgent) {
        String agent = userAgent.toLowerCase(Locale.ROOT);
        String browser = first(BROWSER_ORDER, BROWSERS, agent).orElse(language.text("account.a-browser"));
        return first(SYSTEM_ORDER, SYSTEMS, agent)
                .map(system -> language.text("account.browser-on", browser, system))
                .orElse(browser);
    }

    private static Optional<String> first(String[] order, Map<String, String> names, String agent) {
        for (String word : order) {
            if (agent.contains(word)) {
                return Optional.ofNullable(names.get(word));
            }
        }
        return Optional.empty();
    }
}
