package dev.symbolon.admin.http;

import dev.symbolon.core.role.AdminPermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.HttpMethod;

/**
 * One operation of the admin API. Routing, the caller's admission, the check of the request and the OpenAPI document are
 * all made from it.
 *
 * @param path    after {@link #BASE}
 * @param id      {@code <subject>.<verb>}
 * @param oneself whether the person that the path names may ask it too, without the permission
 * @param body    the record that the request's JSON is, where it has one
 * @param merges  whether the body is a JSON Merge Patch (RFC 7386) of that record
 * @param status  of the answer that isn't a refusal
 * @param answer  the record that the answer's JSON is; of a list, one item
 * @param page    whether it answers with a page of a list
 * @param filters query parameters of a list, besides those of every list
 */
public record Operation(
        HttpMethod method,
        String path,
        String id,
        AdminPermission permission,
        boolean oneself,
        String summary,
        Optional<Class<? extends Record>> body,
        boolean merges,
        int status,
        Optional<Class<? extends Record>> answer,
        boolean page,
        List<Filter> filters,
        BiFunction<Call, Object, Answer> handler) {
    public static final String BASE = "/admin/v1";

    /** A query parameter that a list can be narrowed by. */
    public record Filter(String name, String description) {}

    public static Draft get(String path, String id, AdminPermission permission, String summary) {
        return new Draft(HttpMethod.GET, path, id, permission, summary, 200);
    }

    /** Something new: 201 with its address. */
    public static Draft post(String path, String id, AdminPermission permission, String summary) {
        return new Draft(HttpMethod.POST, path, id, permission, summary, 201);
    }

    /** Something done to what is there: 200 with what it is now. */
    public static Draft act(String path, String id, AdminPermission permission, String summary) {
        return new Draft(HttpMethod.POST, path, id, permission, summary, 200);
    }

    public static Draft put(String path, String id, AdminPermission permission, String summary) {
        return new Draft(HttpMethod.PUT, path, id, permission, summary, 200);
    }

    public static Draft patch(String path, String id, AdminPermission permission, String summary) {
        return new Draft(HttpMethod.PATCH, path, id, permission, summary, 200);
    }

    public static Draft delete(String path, String id, AdminPermission permission, String summary) {
        return new Draft(HttpMethod.DELETE, path, id, permission, summary, 204);
    }

    /** An operation, as far as it is told. */
    public static final class Draft {
        private final HttpMethod method;
        private final String path;
        private final String id;
        private final AdminPermission permission;
        private final String summary;
        private final int status;
        private final List<Filter> filters = new ArrayList<>();
        private Optional<Class<? extends Record>> answer = Optional.empty();
        private boolean page;
        private boolean oneself;

        private Draft(
                HttpMethod method, String path, String id, AdminPermission permission, String summary, int status) {
            this.method = method;
            this.path = path;
            this.id = id;
            this.permission = permission;
            this.summary = summary;
            this.status = status;
        }

        public Draft gives(Class<? extends Record> type) {
            answer = Optional.of(type);
            return this;
        }

        public Draft lists(Class<? extends Record> type) {
            page = true;
            return gives(type);
        }

        /** Of themselves, people may ask it whatever they may do else. */
        public Draft orOneself() {
            oneself = true;
            return this;
        }

        public Draft by(String filter, String description) {
            filters.add(new Filter(filter, description));
            return this;
        }

        public Operation through(Function<Call, Answer> handler) {
            return operation(Optional.empty(), false, (call, _) -> handler.apply(call));
        }

        public <B extends Record> Operation takes(Class<B> type, BiFunction<Call, B, Answer> handler) {
            return operation(Optional.of(type), false, (call, body) -> handler.apply(call, type.cast(body)));
        }

        /** The handler merges, by {@link Call#patched}. */
        public Operation merges(Class<? extends Record> type, Function<Call, Answer> handler) {
            return operation(Optional.of(type), true, (call, _) -> handler.apply(call));
        }

        private Operation operation(
                Optional<Class<? extends Record>> body, boolean merges, BiFunction<Call, Object, Answer> handler) {
            return new Operation(
                    method,
                    path,
                    id,
                    permission,
                    oneself,
                    summary,
                    body,
                    merges,
                    status,
                    answer,
                    page,
                    List.copyOf(filters),
                    handler);
        }
    }

    /** Its subject: the first part of its id. */
    public String subject() {
        return id.substring(0, id.indexOf('.'));
    }

    boolean ofTenant() {
        return path.startsWith("/tenants/{tenant}");
    }

    boolean idempotent() {
        return method.equals(HttpMethod.POST);
    }

    boolean writes() {
        return !method.equals(HttpMethod.GET);
    }
}
