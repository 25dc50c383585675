package dev.symbolon.token.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads QR codes from the picture. It is taken as upright and filling its frame: one code in three hundred has modules that
 * look like a fourth corner to this reader, where a phone would look again from another angle.
 */
public final class Camera {
    private static final int SCALE = 8;
    private static final Pattern BOX = Pattern.compile("viewBox=\"0 0 (\\d+) ");
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-");

    public static String read(String svg) throws ReaderException {
        Matcher box = BOX.matcher(svg);
        assertThat(box.find()).isTrue();
        int side = Integer.parseInt(box.group(1)) * SCALE;
        int[] pixels = new int[side * side];
        Arrays.fill(pixels, 0xffffff);
        Matcher runs = RUN.matcher(svg.substring(svg.indexOf("#000")));
        while (runs.find()) {
            int x = Integer.parseInt(runs.group(1)) * SCALE;
            int y = Integer.parseInt(runs.group(2)) * SCALE;
            int width = Integer.parseInt(runs.group(3)) * SCALE;
            for (int row = y; row < y + SCALE; row++) {
                Arrays.fill(pixels, row * side + x, row * side + x + width, 0);
            }
        }
        BinaryBitmap taken = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels)));
        return new QRCodeReader()
                .decode(taken, Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }

    private Camera() {}
}
