package dev.symbolon.admin.http;

import dev.symbolon.admission.access.Caller;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.IdempotentRequest;
import dev.symbolon.ports.decision.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** One call of an operation: who, where, when, and what its headers ask for. */
public final class Call {
    private static final int LONGEST_QUERY = 500;
    private static final int LONGEST_POSITION = 200;
    private static final String IDEMPOTENCY_KEY = "[\\x21-\\x7e]{16,128}";

    /** What every list takes, besides its own filters. */
    static final List<String> LIST_PARAMETERS = List.of("limit", "after", "sort");

    private final Operation operation;
    private final HttpServletRequest request;
    private final Map<String, String> variables;
    private final Caller caller;
    private final byte[] body;
    private final Bodies bodies;
    private final Instant at;
    private final String correlation;

    Call(
            Operation operation,
            HttpServletRequest request,
            Map<String, String> variables,
            Caller caller,
            byte[] body,
            Bodies bodies,
            Instant at,
            String correlation) {
        this.operation = operation;
        this.request = request;
        this.variables = variables;
        this.caller = caller;
        this.body = body;
        this.bodies = bodies;
        this.at = at;
        this.correlation = correlation;
    }

    public Caller caller() {
        return caller;
    }

    public Instant at() {
        return at;
    }

    /** Where the call was made: its path. */
    public String path() {
        return request.getRequestURI();
    }

    /** The tenant in the path; of the register of tenants itself, {@code system}. */
    public TenantId tenant() {
        return operation.ofTenant() ? id("tenant", TenantId::new) : TenantId.SYSTEM;
    }

    /** An id in the path. One that can't be is as unknown as one that isn't. */
    public <I extends Identifier> I id(String variable, Function<String, I> type) {
        String text = variables.getOrDefault(variable, "");
        if (!Identifier.wellFormed(text)) {
            throw AdminRefusal.unknown(variable);
        }
        return type.apply(text);
    }

    public Optional<String> query(String name) {
        String[] values = parameters(request).get(name);
        if (values == null) {
            return Optional.empty();
        }
        if (values.length > 1 || values[0].isEmpty() || values[0].length() > LONGEST_QUERY) {
            throw AdminRefusal.invalid(
                    "bad-parameter", name + " comes once, with 1 to " + LONGEST_QUERY + " characters");
        }
        return Optional.of(values[0]);
    }

    /** The filters that this operation takes. */
    public List<String> filters() {
        return operation.filters().stream().map(Operation.Filter::name).toList();
    }

    /** Refuses parameters that the operation doesn't know: a misspelt filter would filter nothing. */
    void checkParameters() {
        Set<String> known = new HashSet<>(filters());
        known.add("position");
        if (operation.page()) {
            known.addAll(LIST_PARAMETERS);
        }
        for (String name : parameters(request).keySet()) {
            if (!known.contains(name)) {
                throw AdminRefusal.invalid("unknown-parameter", "this call takes these parameters: " + known);
            }
        }
    }

    /** The query's parameters; the server throws at what isn't UTF-8 in percent signs. */
    public static Map<String, String[]> parameters(HttpServletRequest request) {
        try {
            return request.getParameterMap();
        } catch (IllegalStateException e) {
            throw AdminRefusal.invalid("bad-parameter", "the parameters aren't UTF-8, URL-encoded");
        }
    }

    /** Waits, for those of the caller's positions that concern this read; bounded by who waits. */
    public void await(Predicate<Position> concerned, Predicate<Position> reached) {
        for (Position position : positions()) {
            if (concerned.test(position) && !reached.test(position)) {
                throw AdminRefusal.late();
            }
        }
    }

    /** Whether the path names the caller's own person. */
    boolean ofCaller() {
        return caller.user()
                .filter(user -> tenant().equals(caller.home()))
                .map(UserId::value)
                .filter(variables.getOrDefault("user", "")::equals)
                .isPresent();
    }

    /** @throws AdminRefusal 403 */
    public void require(AdminPermission permission) {
        if (!caller.may(permission)) {
            throw AdminRefusal.forbidden("this takes the permission " + permission.scope());
        }
    }

    /** What the record is after this call's merge patch. */
    public <B extends Record> B patched(Record current, Class<B> type) {
        return bodies.merged(current, bodies.tree(body), type);
    }

    /** Whether this call's merge patch takes that member away (RFC 7386 §1): for what the current record doesn't show. */
    public boolean removes(String member) {
        return bodies.tree(body).path(member).isNull();
    }

    /** Refuses a call whose If-Match names another version. */
    public void match(long version) {
        expected().ifPresent(expected -> {
            if (expected != version) {
                throw AdminRefusal.outdated();
            }
        });
    }

    private OptionalLong expected() {
        List<String> given = Collections.list(request.getHeaders("If-Match"));
        if (given.isEmpty() || given.equals(List.of("*"))) {
            return OptionalLong.empty();
        }
        // A weak tag never matches (RFC 9110 §13.1.1).
        if (given.size() > 1 || !given.getFirst().matches("\"[0-9]{1,10}\"")) {
            throw AdminRefusal.outdated();
        }
        return OptionalLong.of(
                Long.parseLong(given.getFirst().substring(1, given.getFirst().length() - 1)));
    }

    /** The positions that this read has to have seen. */
    private List<Position> positions() {
        List<Position> positions = new ArrayList<>();
        List<String> texts = new ArrayList<>(Collections.list(request.getHeaders(Router.POSITION)));
        query("position").ifPresent(texts::add);
        for (String text : texts) {
            for (String one : text.split(",", 5)) {
                positions.add(Optional.of(one.strip())
                        .filter(trimmed -> trimmed.length() <= LONGEST_POSITION)
                        .flatMap(Position::parse)
                        .filter(position ->
                                caller.ofPlatform() || position.tenant().equals(caller.home()))
                        .orElseThrow(() -> AdminRefusal.invalid("bad-position", "the position isn't one of this API")));
            }
        }
        return positions;
    }

    /** Where its commits in that tenant come from. */
    Origin origin(TenantId in) {
        return Origin.of(caller.actor(in), correlation);
    }

    /** The key by which this call counts once, where it has one. It is the caller's own: another's is another. */
    Optional<IdempotentRequest> once() {
        return idempotencyKey()
                .map(key -> new IdempotentRequest(
                        SecretHash.of(caller.home().value() + " " + caller.name() + " " + key)
                                .value(),
                        hash()));
    }

    Optional<String> idempotencyKey() {
        List<String> given = Collections.list(request.getHeaders("Idempotency-Key"));
        if (given.isEmpty() || !operation.idempotent()) {
            return Optional.empty();
        }
        if (given.size() > 1 || !given.getFirst().matches(IDEMPOTENCY_KEY)) {
            throw AdminRefusal.invalid(
                    "bad-idempotency-key", "an Idempotency-Key has 16 to 128 visible ASCII characters");
        }
        return Optional.of(given.getFirst());
    }

    private String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(
                    (request.getMethod() + " " + request.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
