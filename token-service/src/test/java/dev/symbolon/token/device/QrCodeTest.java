package dev.symbolon.token.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.token.running.Camera;
import org.junit.jupiter.api.Test;

class QrCodeTest {

    @Test
    void a_camera_reads_the_address_from_the_picture() throws Exception {
        String address = "https://id.symbolon.test/t/grand-hotel/device?user_code=BCDFG-HJKLM";

        assertThat(Camera.read(QrCode.svg(address))).isEqualTo(address);
    }
}
