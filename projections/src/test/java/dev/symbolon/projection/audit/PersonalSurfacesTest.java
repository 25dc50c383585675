package dev.symbolon.projection.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.projection.RunningAudit;
import dev.symbolon.projection.TenantAuditor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everywhere that personal data can be read: shown by right, withheld without it, and erased for everybody. */
@Timeout(60)
final class PersonalSurfacesTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NAME = "Grace Hopper";
    private static final String ADDRESS = "192.0.2.7";
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private static TenantId tenant;
    private static Reader entitled;
    private static Reader reader;

    private record Reader(String token, String cookie) {
        static Reader of(String token) {
            return new Reader(token, AUDIT.signedIn(token));
        }
    }

    /** @param signIn the event by which her session started */
    private record Person(UserId id, String login, String signIn) {}

    /** @param states of each personal value, as the surface calls them */
    private record Told(String body, List<String> states) {}

    private enum Surface {
        SEARCH {
            @Override
            Told read(Reader reader, Person person) {
                String body = api(reader, "/events?subject=" + person.id().value());
                return new Told(
                        body,
                        JSON.readTree(body)
                                .get("rows")
                                .valueStream()
                                .flatMap(Surface::states)
                                .toList());
            }
        },
        ONE_EVENT {
            @Override
            Told read(Reader reader, Person person) {
                String body = api(reader, "/events/" + person.signIn());
                return new Told(body, states(JSON.readTree(body).get("entry")).toList());
            }
        },
        CSV {
            @Override
            Told read(Reader reader, Person person) {
                String body = api(
                        reader,
                        "/export?format=csv&type=session.started&subject="
                                + person.id().value());
                List<String> lines = body.lines().toList();
                List<String> columns = List.of(lines.getFirst().split(",", -1));
                List<String> cells = found("\"((?:[^\"]|\"\")*)\"", lines.getLast());
                return new Told(
                        body,
                        Stream.of("actor_name", "subject_name", "address")
                                .map(column -> cells.get(columns.indexOf(column)))
                                .toList());
            }
        },
        NDJSON {
            @Override
            Told read(Reader reader, Person person) {
                String body = api(
                        reader, "/export?format=ndjson&subject=" + person.id().value());
                return new Told(
                        body,
                        body.lines()
                                .map(JSON::readTree)
                                .flatMap(Surface::states)
                                .toList());
            }
        },
        TAIL {
            @Override
            Told read(Reader reader, Person person) {
                List<String> told = listened(reader, person);
                return new Told(
                        String.join("\n", told),
                        told.stream()
                                .map(JSON::readTree)
                                .flatMap(Surface::states)
                                .toList());
            }
        },
        STATE {
            @Override
            Told read(Reader reader, Person person) {
                return tree(reader, "/users/" + person.id().value() + "/state");
            }
        },
        DIFFERENCE {
            @Override
            Told read(Reader reader, Person person) {
                return tree(reader, "/users/" + person.id().value() + "/diff?from=2020-01-01T00:00:00Z");
            }
        },
        SEARCH_PAGE {
            @Override
            Told read(Reader reader, Person person) {
                String body = page(
                        reader,
                        "/events?type=session.started&subject=" + person.id().value());
                return new Told(
                        body, found("<span class=\"key\">(?:from</span> <span|person</span> <a [^>]*)>([^<]*)<", body));
            }
        },
        PAGE_OF_ONE_EVENT {
            @Override
            Told read(Reader reader, Person person) {
                String body = page(reader, "/events/" + person.signIn());
                return new Told(
                        body, found("<dt>(?:Whose name is|Person’s name|Address)</dt><dd><code>([^<]*)</code>", body));
            }
        };

        abstract Told read(Reader reader, Person person);

        /** What an entry says of a name or an address. */
        private static Stream<String> states(JsonNode entry) {
            return Stream.of("actorName", "subjectName", "address")
                    .map(entry::path)
                    .filter(JsonNode::isObject)
                    .map(shown -> shown.get("state").asString());
        }

        private static Told tree(Reader reader, String path) {
            String body = api(reader, path);
            return new Told(body, JSON.readTree(body).findValuesAsString("personal"));
        }
    }

    @BeforeAll
    static void start() {
        tenant = AUDIT.aTenant();
        entitled = Reader.of(RunningAudit.TOKEN);
        reader = Reader.of(TenantAuditor.token(AUDIT, tenant, Set.of(AdminPermission.AUDIT_READ)));
    }

    @ParameterizedTest
    @EnumSource(Surface.class)
    void is_shown_by_right_withheld_without_it_and_erased_for_everybody(Surface surface) {
        Person person = aPerson();
        Told shown = surface.read(entitled, person);
        assertThat(states(shown, person)).as(shown.body()).isNotEmpty().containsOnly(Shown.State.SHOWN);

        Told withheld = surface.read(reader, person);
        assertThat(states(withheld, person))
                .as(withheld.body())
                .hasSameSizeAs(shown.states())
                .containsOnly(Shown.State.WITHHELD);
        assertThat(withheld.body()).doesNotContain(NAME, ADDRESS, person.login());

        erase(person);
        for (Reader whoever : List.of(entitled, reader)) {
            Told erased = surface.read(whoever, person);
            assertThat(states(erased, person))
                    .as(erased.body())
                    .hasSizeGreaterThanOrEqualTo(shown.states().size())
                    .containsOnly(Shown.State.ERASED);
            assertThat(erased.body()).doesNotContain(NAME, ADDRESS, person.login());
        }
    }

    @Test
    void a_login_name_finds_a_person_for_who_may_see_it_until_she_is_erased() {
        Person person = aPerson();
        String found = "/people?person=" + person.login();
        assertThat(looked(entitled, found).headers().firstValue("Location"))
                .get()
                .asString()
                .endsWith("/people/" + person.id().value());
        assertThat(looked(reader, found).body()).contains("Nobody is known by that");
        assertThat(looked(reader, "/people?person=" + person.id().value()).statusCode())
                .as("an id isn't personal")
                .isEqualTo(303);
        erase(person);
        for (Reader whoever : List.of(entitled, reader)) {
            assertThat(looked(whoever, found).statusCode()).isEqualTo(200);
            assertThat(looked(whoever, found).body()).contains("Nobody is known by that");
        }
    }

    @Test
    void no_word_of_a_person_is_searched_by() {
        Person person = aPerson();
        String hers = "&subject=" + person.id().value();
        for (String words : List.of("grace", "hopper", "Grace%20Hopper", "192", "browser")) {
            assertThat(AUDIT.ok(tenant, "/events?words=" + words + hers).get("rows"))
                    .as(words)
                    .isEmpty();
        }
        assertThat(AUDIT.ok(tenant, "/events?words=signed" + hers).get("rows")).hasSize(1);
        assertThat(AUDIT.ok(tenant, "/events?words=account" + hers).get("rows")).hasSize(1);
    }

    private static List<Shown.State> states(Told told, Person person) {
        return told.states().stream().map(said -> state(said, person)).toList();
    }

    private static Shown.State state(String said, Person person) {
        if (said.equals(person.id().value())) {
            // A page names whose name is withheld by the id.
            return Shown.State.WITHHELD;
        }
        return switch (said) {
            case "SHOWN", "open", NAME, ADDRESS -> Shown.State.SHOWN;
            case "WITHHELD", "sealed", "withheld" -> Shown.State.WITHHELD;
            case "ERASED", "erased" -> Shown.State.ERASED;
            default -> throw new AssertionError(said);
        };
    }

    private static Person aPerson() {
        int number = PEOPLE.incrementAndGet();
        UserId id = new UserId("person" + number);
        String login = "grace-" + number;
        AUDIT.send(
                new UserCommand.Register(
                        tenant,
                        id,
                        AUDIT.bean(PersonalData.class).blindIndex(tenant, "login", login),
                        new Profile(Personal.of(login), Optional.of(Personal.of(NAME)), Optional.empty(), false),
                        Instant.now()),
                new Actor.User(id));
        String position = AUDIT.send(
                new SessionCommand.Start(
                        tenant,
                        new SessionId("session" + number),
                        id,
                        SecretHash.of(login),
                        List.of("pwd"),
                        "1",
                        Personal.of(ADDRESS),
                        Personal.of("Browser/1"),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Instant.now().plus(Duration.ofDays(1)),
                        Instant.now()),
                new Actor.User(id));
        JsonNode signIn = AUDIT.ok(
                        tenant, "/events?type=session.started&subject=" + id.value() + "&position=" + position)
                .get("rows")
                .get(0);
        return new Person(id, login, signIn.get("event").asString());
    }

    private static void erase(Person person) {
        AUDIT.bean(PersonalData.class).erase(tenant, person.id());
        String position = AUDIT.send(new UserCommand.Erase(tenant, person.id(), "asked-for", Instant.now()));
        AUDIT.ok(tenant, "/events?position=" + position);
    }

    private static String api(Reader reader, String path) {
        HttpResponse<String> answer = AUDIT.send(AUDIT.request("/audit/v1/tenants/" + tenant.value() + path)
                .header("Authorization", "Bearer " + reader.token()));
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String page(Reader reader, String path) {
        HttpResponse<String> answer = looked(reader, path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> looked(Reader reader, String path) {
        return AUDIT.page("/auditor/tenants/" + tenant.value() + path, reader.cookie());
    }

    /** From the stream's beginning until she has signed in. */
    private static List<String> listened(Reader reader, Person person) {
        byte[] begin = ByteBuffer.allocate(Long.BYTES).putLong(0).array();
        List<String> told = new ArrayList<>();
        try {
            HttpResponse<InputStream> answer = AUDIT.http()
                    .send(
                            AUDIT.request("/audit/v1/tenants/" + tenant.value() + "/tail?subject="
                                            + person.id().value())
                                    .header("Authorization", "Bearer " + reader.token())
                                    .header(
                                            "Last-Event-ID",
                                            AUDIT.bean(Handles.class)
                                                    .seal(
                                                            tenant,
                                                            "live-mark",
                                                            begin,
                                                            Instant.now().plusSeconds(60)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                while (told.isEmpty() || !told.getLast().contains("session.started")) {
                    String line = lines.readLine();
                    assertThat(line).isNotNull();
                    if (line.startsWith("data: {\"event\"")) {
                        told.add(line.substring("data: ".length()));
                    }
                }
            }
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
