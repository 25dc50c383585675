package dev.symbolon.projection.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.projection.grant.Message.Mark;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** One model of a flow, two ways to draw it. */
final class FlowTest {
    private static final Map<String, SampleLog> FLOWS = SampleFlows.all();

    @Test
    void both_drawings_say_every_message_of_every_flow() throws Exception {
        for (String name : FLOWS.keySet()) {
            Flow flow = Flow.of(life(name));
            assertThat(flow.messages()).as(name).isNotEmpty();
            String text = TextDiagram.of(flow);
            String described = parsed(SvgDiagram.of(flow))
                    .getElementsByTagName("desc")
                    .item(0)
                    .getTextContent();
            for (Message message : flow.messages()) {
                assertThat(text).as(name).contains(message.label());
                assertThat(described).as(name).contains(message.text());
            }
        }
    }

    @Test
    void who_agrees_does_so_after_asking_and_before_the_approval() {
        assertThat(life("authorization-code").steps().stream().map(GrantStep::type))
                .containsExactly(
                        "authorization.requested",
                        "authorization.signed-in",
                        "consent.granted",
                        "authorization.approved",
                        "authorization.code-issued",
                        "authorization.code-redeemed",
                        "grant.issued",
                        "grant.tokens-issued");
    }

    @Test
    void a_replay_and_the_revocation_that_it_caused_are_marked() {
        assertThat(Flow.of(life("code-replayed")).messages())
                .extracting(Message::mark)
                .endsWith(Mark.REPLAYED, Mark.FAILED, Mark.REVOKED);
    }

    @Test
    void what_took_the_access_away_from_outside_is_part_of_the_story() {
        assertThat(life("account-disabled").steps().getLast().type()).isEqualTo("user.disabled");
        assertThat(life("account-disabled").steps().getLast().actor()).isEqualTo("operator");
        assertThat(life("signed-out").steps().getLast().type()).isEqualTo("session.ended");
        assertThat(life("password-changed").steps().getLast().type()).isEqualTo("credential.password-set");
        assertThat(life("key-revoked").steps().getLast().type()).isEqualTo("signing-key.revoked");
        assertThat(life("key-revoked").steps().getLast().reason())
                .as("the key that signed its token")
                .contains("leaked");
        for (String flow : List.of("account-disabled", "signed-out", "password-changed", "key-revoked")) {
            assertThat(life(flow).status()).as(flow).isEqualTo(GrantStatus.TAKEN_AWAY);
            assertThat(Flow.of(life(flow)).title()).contains(": TAKEN_AWAY");
            assertThat(Flow.of(life(flow)).messages().getLast().mark()).isEqualTo(Mark.REVOKED);
        }
    }

    @Test
    void what_was_given_for_her_absence_or_to_a_device_goes_on_when_she_signs_out() {
        for (SampleLog log : List.of(
                FLOWS.get("signed-out-offline"),
                SampleFlows.deviceLetInFromABrowserThatSignedOut(),
                SampleFlows.replacedSession())) {
            GrantLife life = life(log, SampleFlows.GRANT);
            assertThat(life.status()).isEqualTo(GrantStatus.ACTIVE);
            assertThat(life.steps().getLast().type()).isEqualTo("session.ended");
            assertThat(Flow.of(life).bad()).isZero();
        }
    }

    @Test
    void a_refresh_token_outlives_the_key_that_signed_the_access_token_beside_it() {
        assertThat(life("key-revoked-refresh").status()).isEqualTo(GrantStatus.ACTIVE);
        assertThat(life("key-revoked-refresh").steps())
                .extracting(GrantStep::type)
                .contains("signing-key.revoked");
    }

    @Test
    void the_first_password_takes_nothing_away() {
        assertThat(life("password-changed").steps())
                .extracting(GrantStep::type)
                .containsOnlyOnce("credential.password-set");
    }

    @Test
    void what_is_past_its_end_has_expired_by_itself() {
        assertThat(life("expired").status()).isEqualTo(GrantStatus.EXPIRED);
        assertThat(life(SampleFlows.leftAlone(), SampleFlows.GRANT).status()).isEqualTo(GrantStatus.EXPIRED);
        GrantLife late = life(SampleFlows.disabledAfterTheEnd(), SampleFlows.GRANT);
        assertThat(late.status()).isEqualTo(GrantStatus.EXPIRED);
        assertThat(late.steps().getLast().type()).isEqualTo("grant.tokens-issued");
        assertThat(life("code-replayed").status()).isEqualTo(GrantStatus.REVOKED);
    }

    @Test
    void only_those_who_took_part_have_a_lifeline() {
        assertThat(Flow.of(life("client-credentials")).parties())
                .containsExactly(Party.CLIENT, Party.SERVER, Party.API);
        assertThat(Flow.of(life("denied")).parties())
                .containsExactly(Party.USER, Party.BROWSER, Party.CLIENT, Party.SERVER);
    }

    @Test
    void every_decision_says_what_it_had_read() {
        assertThat(life("authorization-code").steps().getFirst().because())
                .extracting(Ground::stream)
                .contains("grandhotel/client/booking", "grandhotel/consent/ada~booking");
    }

    @Test
    void hostile_text_stays_text() throws Exception {
        String hostile = "</text><script>alert(1)</script> & \" ' \u0000 \ud800 ]]> <!-- " + "x".repeat(200);
        Flow flow = new Flow(
                hostile,
                List.of(Party.CLIENT, Party.SERVER),
                List.of(new Message(Instant.EPOCH, "e", Party.CLIENT, Party.SERVER, hostile, Mark.NONE)),
                0);
        String svg = SvgDiagram.of(flow);
        Document document = parsed(svg);
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg).doesNotContain("<script").doesNotContain("\u0000");
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .contains("<script>alert(1)</script> & \" '");
    }

    @Test
    void a_flowlife_is_told_by_its_beginning_and_its_end() {
        Flow flow = Flow.of(life(SampleFlows.refreshed(300), SampleFlows.GRANT));
        assertThat(flow.omitted()).isEqualTo(308 - 120);
        assertThat(TextDiagram.of(flow)).contains("188 steps in between aren't shown", "refresh token 300");
    }

    private static GrantLife life(String flow) {
        return life(FLOWS.get(flow), flow.equals("denied") ? "authorization1" : SampleFlows.GRANT);
    }

    private static GrantLife life(SampleLog log, String id) {
        return new GrantStories(log).asOf(SampleFlows.TENANT, id, log.now()).orElseThrow();
    }

    private static Document parsed(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
