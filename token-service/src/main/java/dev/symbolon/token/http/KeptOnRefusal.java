package dev.symbolon.token.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * HTTP/1.1 that keeps a connection on which a well-formed request was answered with 400. Tomcat closes it, as after one that
 * it couldn't parse; but 400 is what a code that is no good and a device that asks too early are to be answered with (RFC
 * 6749 §5.2, RFC 8628 §3.5), and whoever asks next, a proxy's every client among them, would pay for another connection.
 *
 * <p>Tomcat looks at the status before it begins an answer's head and after the answer is done. In between it asks whether
 * to compress, and writes the status that it finds then: at that moment alone it is 400, before and after it another that
 * nothing else uses. What Tomcat itself refuses as unreadable closes the connection as before: by then it has decided.
 */
public final class KeptOnRefusal extends Http11NioProtocol {
    private static final int REFUSED = 400;
    private static final int OTHERWISE = 499;

    @Override
    public boolean useCompression(Request request, Response response) {
        if (response.getStatus() == OTHERWISE) {
            response.setStatus(REFUSED);
        }
        return super.useCompression(request, response);
    }

    @Override
    public void setAdapter(Adapter adapter) {
        super.setAdapter(new Finishing(adapter));
    }

    /** The response as what answers the request is to see it. */
    static HttpServletResponse around(HttpServletResponse response) {
        return new HttpServletResponseWrapper(response) {
            @Override
            public void setStatus(int status) {
                super.setStatus(status == REFUSED ? OTHERWISE : status);
            }

            @Override
            public int getStatus() {
                int status = super.getStatus();
                return status == OTHERWISE ? REFUSED : status;
            }
        };
    }

    private record Finishing(Adapter adapter) implements Adapter {
        @Override
        public void service(Request request, Response response) throws Exception {
            adapter.service(request, response);
            if (response.getStatus() == REFUSED) {
                response.setStatus(OTHERWISE);
            }
        }

        @Override
        public boolean prepare(Request request, Response response) throws Exception {
            return adapter.prepare(request, response);
        }

        @Override
        public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
            return adapter.asyncDispatch(request, response, event);
        }

        @Override
        public void log(Request request, Response response, long time) {
            adapter.log(request, response, time);
        }

        @Override
        public void checkRecycled(Request request, Response response) {
            adapter.checkRecycled(request, response);
        }

        @Override
        public String getDomain() {
            return adapter.getDomain();
        }
    }
}
