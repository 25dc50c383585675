package dev.symbolon.benchmark;

import java.io.IOException;

/** A device that polls, sooner than it may: the answer costs the same, and nobody gives another. */
final class DevicePolling implements Load.Operation {
    private final Device device;
    private final String code;

    DevicePolling(Profile profile) throws IOException {
        device = new Device(profile);
        code = TokenRequests.member(device.ask(), "device_code");
    }

    @Override
    public void run() throws IOException {
        HttpConnection.Response answer = device.poll(code);
        String text = answer.text();
        if (answer.status() != 400 || !text.contains("authorization_pending") && !text.contains("slow_down")) {
            throw new UnexpectedAnswerException("poll", answer.status(), text);
        }
    }

    @Override
    public void close() throws IOException {
        device.close();
    }
}
