package dev.symbolon.core.device;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aSession;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.sample.DeviceSample;
import dev.symbolon.core.sample.InMemoryModel;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What takes several commands to see; each by itself is {@link DeviceFixtureTest}'s. */
class DeviceTest {
    private static final GrantId GRANT = new GrantId("grant-1");
    private static final ClientId OTHER_CLIENT = new ClientId("other-client");
    private static final Instant SOON = NOON.plusSeconds(5);

    private final InMemoryModel model = new InMemoryModel().given(aSession().started());
    private final DeviceSample device = new DeviceSample();

    @Test
    void a_first_party_s_device_leaves_no_consent_behind() {
        DeviceSample own = device.on(ConsentGround.FIRST_PARTY);
        model.when(own.approve());
        assertThat(model.recorded()).containsExactly(own.approved());
    }

    @Test
    void an_approved_code_becomes_a_grant_that_no_session_ends() {
        model.given(device.approved());
        DeviceRedemption outcome = redeem(DeviceSample.CODE, ClientSample.ID, SOON);

        assertThat(outcome).isInstanceOf(DeviceRedemption.Redeemed.class);
        assertThat(model.recorded().getFirst())
                .isEqualTo(new DeviceEvent.CodeRedeemed(TENANT, DeviceSample.ID, GRANT, SOON));
        GrantEvent.Issued issued = (GrantEvent.Issued) model.recorded().get(1);
        assertThat(issued.origin()).isEqualTo(new GrantOrigin.Device(DeviceSample.ID, device.person()));
        assertThat(issued.origin().session()).isEmpty();
    }

    @Test
    void a_spent_code_that_comes_again_ends_the_grant_and_is_recorded_once() {
        model.given(device.approved());
        redeem(DeviceSample.CODE, ClientSample.ID, SOON);

        assertThat(redeem(DeviceSample.CODE, ClientSample.ID, SOON)).isEqualTo(new DeviceRedemption.Replayed(GRANT));
        assertThat(model.recorded())
                .hasSize(2)
                .hasAtLeastOneElementOfType(DeviceEvent.CodeReplayed.class)
                .hasAtLeastOneElementOfType(GrantEvent.Revoked.class);
        redeem(DeviceSample.CODE, ClientSample.ID, SOON);
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void another_client_s_hand_voids_the_code_and_is_recorded_once() {
        model.given(device.approved());
        assertThat(redeem(DeviceSample.CODE, OTHER_CLIENT, SOON))
                .isEqualTo(new DeviceRedemption.Refused(DeviceRedemption.Reason.WRONG_CLIENT));
        assertThat(model.recorded())
                .containsExactly(
                        new DeviceEvent.CodeRefused(TENANT, DeviceSample.ID, OTHER_CLIENT, "wrong-client", SOON));
        for (ClientId client : new ClientId[] {OTHER_CLIENT, ClientSample.ID}) {
            assertThat(redeem(DeviceSample.CODE, client, SOON))
                    .isEqualTo(new DeviceRedemption.Refused(DeviceRedemption.Reason.VOID));
            assertThat(model.recorded()).isEmpty();
        }
    }

    @Test
    void a_denied_device_hears_so_again_and_again() {
        model.when(device.deny());
        for (int i = 0; i < 3; i++) {
            assertThat(redeem(DeviceSample.CODE, ClientSample.ID, SOON)).isEqualTo(new DeviceRedemption.Denied());
            assertThat(model.recorded()).isEmpty();
        }
    }

    private DeviceRedemption redeem(SecretHash code, ClientId client, Instant at) {
        return model.when(device.redeem(GRANT, code, client, at));
    }
}
