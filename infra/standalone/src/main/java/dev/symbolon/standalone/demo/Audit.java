package dev.symbolon.standalone.demo;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;

/** The auditor's side of the demo. */
final class Audit {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The grant behind an access token, as a sequence diagram with the recorded times. */
    static String diagram(AdminApi api, String auditUrl, DemoTenant hotel, JWTClaimsSet access)
            throws IOException, InterruptedException, ParseException {
        String url = auditUrl + "/audit/v1/tenants/" + hotel.tenant() + "/grants/" + access.getStringClaim("grant_id")
                + "/diagram";
        long end = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<String> answer = api.get(URI.create(url));
        // The read model follows the log within moments; a token carries no position to ask for.
        while (answer.statusCode() == 404 && System.nanoTime() < end) {
            Thread.sleep(PAUSE);
            answer = api.get(URI.create(url));
        }
        if (answer.statusCode() != 200) {
            throw new StepFailedException("GET " + url + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private Audit() {}
}
