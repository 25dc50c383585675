package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.token.running.Camera;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.DeviceFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a device is given: a code that can't be bent, and a picture that leads where its text does. */
class DeviceCodeSecurityTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static RunningPlatform.Node node;

    @BeforeAll
    static void start() {
        // So that the one good poll after many bad ones isn't too early.
        node = PLATFORM.start("node-device-codes", List.of("--symbolon.token.device.interval=1ms"), _ -> {});
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
    }

    @AfterAll
    static void stop() {
        node.context().close();
    }

    private static DeviceFlow flow() {
        return new DeviceFlow(
                tenant, tenant.client(aClient().withPermissions().publicClient().withGrants(GrantType.DEVICE_CODE)));
    }

    @Test
    void whatever_is_changed_in_a_device_code_makes_it_nobody_s_and_the_right_one_is_still_good() {
        DeviceFlow flow = flow();
        Map<String, Object> asked = flow.ask(node);
        String good = asked.get("device_code").toString();
        flow.answer(TestBrowser.at(node), ada, asked, "allow");
        List<String> bent = new ArrayList<>(List.of(
                good + "A",
                good + "=",
                good + good,
                "A" + good,
                good.substring(1),
                good.substring(0, good.length() - 1),
                good.substring(0, good.length() / 2),
                good.toUpperCase(Locale.ROOT),
                good.replaceFirst("..$", "")));
        for (int at = 0; at < good.length(); at += 7) {
            char other = good.charAt(at) == 'a' ? 'b' : 'a';
            bent.add(good.substring(0, at) + other + good.substring(at + 1));
        }
        // The last character may hold bits that stand for nothing: they count too.
        char last = good.charAt(good.length() - 1);
        bent.add(good.substring(0, good.length() - 1) + (char) (last == 'z' ? 'y' : last + 1));
        bent.remove(good);

        for (String code : bent) {
            TestBrowser.Page page = flow.poll(node, code);
            assertThat(page.status()).as(code).isEqualTo(400);
            assertThat(CodeFlow.json(page)).as(code).containsEntry("error", "invalid_grant");
        }

        TestBrowser.Page tokens = flow.poll(node, good);
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
    }

    @Test
    void a_device_code_is_no_user_code_and_the_other_way_round() {
        DeviceFlow flow = flow();
        Map<String, Object> asked = flow.ask(node);

        TestBrowser.Page page = flow.poll(node, asked.get("user_code"));

        assertThat(CodeFlow.json(page)).containsEntry("error", "invalid_grant");
    }

    @Test
    void the_picture_that_a_phone_reads_leads_where_the_complete_address_does() throws Exception {
        Map<String, Object> asked = flow().ask(node);
        URI picture = URI.create(asked.get("verification_uri_qr").toString());

        TestBrowser.Page page = TestBrowser.at(node).get(picture.getRawPath() + "?" + picture.getRawQuery());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("image/svg+xml");
        assertThat(picture.toString()).startsWith(tenant.issuer() + "/");
        assertThat(Camera.read(page.body())).isEqualTo(asked.get("verification_uri_complete"));
    }
}
