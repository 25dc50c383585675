package dev.symbolon.admin.console.section;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Every list, every thing and every form of the console: one mechanism, driven by the API's operations and {@link Sections}. */
@Controller
final class SectionPages {
    private final Places places;
    private final ListPage lists;
    private final ThingPage things;
    private final FormPage forms;

    SectionPages(Places places, ListPage lists, ThingPage things, FormPage forms) {
        this.places = places;
        this.lists = lists;
        this.things = things;
        this.forms = forms;
    }

    @GetMapping({"/console/tenants", "/console/tenants/**"})
    ResponseEntity<String> look(HttpServletRequest request) {
        PagePath at = PagePath.of(request);
        return switch (places.at(at.text()).orElseThrow(PageMissingException::new)) {
            case Places.Listing listing -> lists.of(request, at, listing.operation());
            case Places.One one -> things.of(request, at, one.operation());
            case Places.Form form -> forms.of(request, at, form);
        };
    }

    @PostMapping("/console/tenants/**")
    ResponseEntity<String> send(HttpServletRequest request, HttpServletResponse response) {
        PagePath at = PagePath.of(request);
        if (!(places.at(at.text()).orElseThrow(PageMissingException::new) instanceof Places.Form form)) {
            throw new PageMissingException();
        }
        return forms.sent(request, response, at, form);
    }
}
