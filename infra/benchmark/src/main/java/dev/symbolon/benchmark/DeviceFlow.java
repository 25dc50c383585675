package dev.symbolon.benchmark;

import java.io.IOException;

/** A device, and the browser of a person who is signed in: it asks, they let it in on the page, it redeems its code. */
final class DeviceFlow implements Load.Operation {
    private final Device device;
    private final CodeFlow browser;
    private final Profile.Guest guest;

    DeviceFlow(Profile profile, Profile.Guest guest) throws IOException {
        this.browser = CodeFlow.signedIn(profile, guest);
        this.device = new Device(profile);
        this.guest = guest;
    }

    @Override
    public void run() throws IOException {
        String asked = device.ask();
        browser.agree(TokenRequests.member(asked, "verification_uri_complete"), guest);
        HttpConnection.Response tokens = device.poll(TokenRequests.member(asked, "device_code"));
        if (tokens.status() != 200) {
            throw new UnexpectedAnswerException("token", tokens.status(), tokens.text());
        }
    }

    @Override
    public void close() throws IOException {
        device.close();
        browser.close();
    }
}
