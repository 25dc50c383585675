package dev.symbolon.admin.console.activity;

import dev.symbolon.admin.console.AdminApi;
import dev.symbolon.admin.console.ConsolePages;
import dev.symbolon.admin.console.ConsoleSession;
import dev.symbolon.admin.console.section.Names;
import dev.symbolon.admin.console.section.Navigations;
import dev.symbolon.admin.console.section.PageMissingException;
import dev.symbolon.core.identifier.Identifier;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tenant's activity as it happens, as server-sent events. What is sent comes from the API, asked again and again with the
 * person's own token: who may not listen any more hears nothing more.
 */
@Controller
final class LivePages {
    private static final String PAGE = "/console/tenants/{tenant}/activity";
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final String WAIT_SECONDS = "15";
    private static final int LONGEST_MARK = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AdminApi api;
    private final ConsolePages pages;
    private final Navigations navigations;
    private volatile boolean closing;

    LivePages(AdminApi api, ConsolePages pages, Navigations navigations) {
        this.api = api;
        this.pages = pages;
        this.navigations = navigations;
    }

    /** Before the server waits for its requests to end. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }

    @GetMapping(PAGE)
    ResponseEntity<String> page(HttpServletRequest request, @PathVariable("tenant") String tenant) {
        String path = "/tenants/" + checked(tenant) + "/activity";
        ConsoleSession session = ConsoleSession.of(request);
        api.get(session, "/tenants/" + tenant).orRefused();
        return pages.of(
                request,
                200,
                "activity",
                navigations.at(session, path, List.of()),
                Map.of("stream", "/console" + path + "/stream"));
    }

    private static String checked(String tenant) {
        if (!Identifier.wellFormed(tenant)) {
            throw new PageMissingException();
        }
        return tenant;
    }

    @GetMapping(PAGE + "/stream")
    void stream(
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable("tenant") String tenant,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
        ConsoleSession session = ConsoleSession.of(request);
        String path = "/tenants/" + checked(tenant) + "/activity";
        Optional<String> mark = Optional.ofNullable(last).filter(it -> it.length() <= LONGEST_MARK);
        AdminApi.Said said = asked(session, path, mark, "0").orRefused();
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("X-Accel-Buffering", "no");
        try {
            tell(response, session, tenant, path, mark, said);
        } catch (IOException _) {
            // Whoever listened has gone.
        }
    }

    private void tell(
            HttpServletResponse response,
            ConsoleSession session,
            String tenant,
            String path,
            Optional<String> from,
            AdminApi.Said first)
            throws IOException {
        Optional<String> mark = from;
        AdminApi.Said said = first;
        OutputStream out = response.getOutputStream();
        Names names = new Names(api, session);
        write(out, "retry: 2000\n\n");
        long began = System.nanoTime();
        while (said.good() && !closing && System.nanoTime() - began < LONGEST.toNanos()) {
            if (said.body().path("gap").asBoolean(false)) {
                write(out, "event: gap\ndata: {}\n\n");
            }
            for (JsonNode item : said.body().path("items")) {
                write(
                        out,
                        "id: " + item.path("mark").asString() + "\ndata: "
                                + JSON.writeValueAsString(told(tenant, item, names)) + "\n\n");
            }
            write(out, ": still here\n\n");
            response.flushBuffer();
            String next = said.body().path("next").asString("");
            mark = next.isEmpty() ? mark : Optional.of(next);
            said = asked(session, path, mark, WAIT_SECONDS);
        }
    }

    private AdminApi.Said asked(ConsoleSession session, String path, Optional<String> mark, String wait) {
        Map<String, String> query = new LinkedHashMap<>(Map.of("wait", wait));
        mark.ifPresent(after -> query.put("after", after));
        return api.get(session, path, query);
    }

    private static Map<String, String> told(String tenant, JsonNode item, Names names) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("at", item.path("at").asString());
        told.put("text", item.path("text").asString());
        Names.path(tenant, item.path("kind").asString(), item.path("id").asString())
                .ifPresent(path -> {
                    told.put("name", names.at(path));
                    told.put("href", "/console" + path);
                });
        told.put("by", by(tenant, item, names));
        return told;
    }

    private static String by(String tenant, JsonNode item, Names names) {
        String actor = item.path("actor").asString("");
        return switch (item.path("by").asString()) {
            case "user" -> names.at("/tenants/" + tenant + "/users/" + actor);
            case "client" -> names.at("/tenants/" + tenant + "/clients/" + actor);
            case "operator" -> "an operator";
            case "platform" -> "the platform (" + actor + ")";
            default -> "somebody unknown";
        };
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
