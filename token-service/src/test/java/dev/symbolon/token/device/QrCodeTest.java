package dev.symbolon.token.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.token.running.Camera;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QrCodeTest {

    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    @Test
    void a_camera_reads_the_address_from_the_picture() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            String address = "https://id.symbolon.test/t/grand-hotel/device?user_code=" + word(random, 4) + "-"
                    + word(random, 4);

            assertThat(Camera.read(QrCode.svg(address))).isEqualTo(address);
        }
    }

    private static String word(Random random, int length) {
        return random.ints(length, 0, LETTERS.length())
                .mapToObj(at -> LETTERS.substring(at, at + 1))
                .collect(Collectors.joining());
    }
}
