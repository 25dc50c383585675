package dev.symbolon.projection.standing;

import dev.symbolon.ports.view.Following;
import dev.symbolon.projection.auditor.Auditor;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditorGate;
import dev.symbolon.projection.page.AuditorPage;
import dev.symbolon.projection.page.AuditorPages;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The same as a page. */
@Controller
@RequestMapping(AuditorGate.PAGES + "/tenants/{tenant}")
final class StandingPages implements AuditorPage {
    private final Following following;
    private final AuditorPages pages;

    StandingPages(Following following, AuditorPages pages) {
        this.following = following;
        this.pages = pages;
    }

    record ViewLine(String name, String behind, String waiting, int parked) {}

    record ParkedLine(String view, String stream, long sequence, String reason, String since) {}

    @GetMapping("/health")
    ResponseEntity<String> health(Asked asked) {
        return page(asked, "");
    }

    @PostMapping("/parked/retry")
    ResponseEntity<String> retry(Asked asked, @RequestParam("stream") String stream) {
        return page(
                asked,
                switch (StandingEndpoint.retried(following, asked, stream)) {
                    case FOLLOWED -> "The stream is followed again by every view.";
                    case FAILED -> "It still fails: see the reason below.";
                    case ELSEWHERE -> "Another process follows this tenant; only that one can try.";
                });
    }

    private ResponseEntity<String> page(Asked asked, String said) {
        return pages.of(
                asked.tenant(),
                "health",
                "health",
                Map.of(
                        "said", said,
                        "mayRetry", asked.auditor().has(Auditor.Right.OPERATE),
                        "views",
                                following.lag(asked.tenant()).stream()
                                        .map(StandingPages::line)
                                        .toList(),
                        "parked",
                                following.parked(asked.tenant()).stream()
                                        .map(one -> new ParkedLine(
                                                one.view(),
                                                one.stream().toString(),
                                                one.sequence(),
                                                one.reason(),
                                                one.since().toString()))
                                        .toList()));
    }

    private static ViewLine line(Following.Lag lag) {
        Duration behind = lag.behind();
        return new ViewLine(
                lag.view(),
                behind.toMillis() < 1_000 ? behind.toMillis() + " ms" : behind.toSeconds() + " s",
                lag.waiting() == Following.Lag.COUNTED ? lag.waiting() + " or more" : Integer.toString(lag.waiting()),
                lag.parked());
    }
}
