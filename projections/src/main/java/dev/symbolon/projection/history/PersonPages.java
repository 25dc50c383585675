package dev.symbolon.projection.history;

import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.user.LoginName;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.projection.auditor.Auditor;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.AuditorGate;
import dev.symbolon.projection.http.Questions;
import dev.symbolon.projection.page.AuditorPage;
import dev.symbolon.projection.page.AuditorPages;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a person could reach at any moment: a slider over their time here, which is a plain form. */
@Controller
@RequestMapping(AuditorGate.PAGES + "/tenants/{tenant}/people")
final class PersonPages implements AuditorPage {
    private final TimeTravel travel;
    private final SubjectAccess access;
    private final Past past;
    private final Moments moments;
    private final PersonalData personal;
    private final Claims claims;
    private final AuditorPages pages;

    PersonPages(
            TimeTravel travel,
            SubjectAccess access,
            Past past,
            Moments moments,
            PersonalData personal,
            Claims claims,
            AuditorPages pages) {
        this.travel = travel;
        this.access = access;
        this.past = past;
        this.moments = moments;
        this.personal = personal;
        this.claims = claims;
        this.pages = pages;
    }

    /** Finds a person by id or, for who may see personal data, by login name; what is looked for isn't kept. */
    @GetMapping
    ResponseEntity<String> people(Asked asked, @RequestParam(defaultValue = "") String person) {
        String sought = person.strip();
        if (sought.isEmpty()) {
            return pages.of(asked.tenant(), "people", "people", Map.of("sought", "", "missed", false));
        }
        return find(asked, sought)
                .map(id -> ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .header("Location", here(asked) + "/people/" + id)
                        .header("Cache-Control", "no-store")
                        .body(""))
                .orElseGet(
                        () -> pages.of(asked.tenant(), "people", "people", Map.of("sought", sought, "missed", true)));
    }

    @GetMapping("/{id}")
    ResponseEntity<String> person(
            Asked asked,
            @PathVariable("id") String id,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "") String slide,
            @RequestParam(defaultValue = "") String slid) {
        StreamId user = new StreamId(asked.tenant(), StreamType.USER, Questions.id("person", id));
        Instant first = past.event(user, 0)
                .orElseThrow(() -> AuditRefusal.unknown("person"))
                .envelope()
                .clock()
                .instant();
        Slider slider = new Slider(first, Instant.now());
        Moment moment = slider.moved(slide, slid)
                .map(Moment::at)
                .orElseGet(() -> moments.parse(asked.tenant(), Slider.time(at)));
        Moment end = Moment.at(slider.last());
        return pages.of(
                asked.tenant(),
                "people",
                "person",
                Map.of(
                        "id", id,
                        "slider", slider.at(moment.instant()),
                        "then", travel.state(user, moment, asked.auditor()),
                        "access", PersonView.of(access.of(asked.tenant(), new UserId(id), moment), here(asked)),
                        "changes",
                                PersonView.changes(
                                        travel.change(user, Moment.at(first.minusMillis(1)), end, asked.auditor())
                                                .events(),
                                        here(asked) + "/people/" + id)));
    }

    private Optional<String> find(Asked asked, String sought) {
        if (Identifier.wellFormed(sought)
                && past.event(new StreamId(asked.tenant(), StreamType.USER, sought), 0)
                        .isPresent()) {
            return Optional.of(sought);
        }
        if (!asked.auditor().has(Auditor.Right.PERSONAL_DATA)) {
            return Optional.empty();
        }
        return LoginName.typed(sought)
                .flatMap(name -> claims.holder(
                        asked.tenant(), "login", personal.blindIndex(asked.tenant(), "login", name.value())))
                .map(StreamId::id);
    }

    private static String here(Asked asked) {
        return AuditorGate.PAGES + "/tenants/" + asked.tenant().value();
    }
}
