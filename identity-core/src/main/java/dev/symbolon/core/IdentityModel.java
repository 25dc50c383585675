package dev.symbolon.core;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.audit.AuditPolicyState;
import dev.symbolon.core.audit.AuditReadingState;
import dev.symbolon.core.authorization.AuthorizationState;
import dev.symbolon.core.authorization.Authorizing;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.consent.ConsentState;
import dev.symbolon.core.credential.CredentialState;
import dev.symbolon.core.device.DeviceAuthorizing;
import dev.symbolon.core.device.DeviceState;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.invitation.InvitationState;
import dev.symbolon.core.invitation.Inviting;
import dev.symbolon.core.provider.ProviderState;
import dev.symbolon.core.refusal.RefusalState;
import dev.symbolon.core.resource.ResourceState;
import dev.symbolon.core.role.AssignmentState;
import dev.symbolon.core.role.GroupState;
import dev.symbolon.core.role.RoleState;
import dev.symbolon.core.session.PasswordChange;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.session.SignIn;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.Founding;
import dev.symbolon.core.tenant.MigrationFlows;
import dev.symbolon.core.tenant.RegistrationState;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.user.Enrolment;
import dev.symbolon.core.user.UserState;
import java.util.List;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;

/** The whole model, for whoever runs it: every kind of aggregate, and the commands that concern several. */
public final class IdentityModel {

    /** One for each {@link StreamType}. */
    public static final List<AggregateType<?, ?>> AGGREGATES = List.of(
            RegistrationState.AGGREGATE,
            TenantState.AGGREGATE,
            ClientState.AGGREGATE,
            ResourceState.AGGREGATE,
            UserState.AGGREGATE,
            CredentialState.AGGREGATE,
            SessionState.AGGREGATE,
            AuthorizationState.AGGREGATE,
            DeviceState.AGGREGATE,
            ConsentState.AGGREGATE,
            GrantState.AGGREGATE,
            KeyRingState.AGGREGATE,
            RefusalState.AGGREGATE,
            RoleState.AGGREGATE,
            GroupState.AGGREGATE,
            AssignmentState.AGGREGATE,
            InvitationState.AGGREGATE,
            ProviderState.AGGREGATE,
            AuditReadingState.AGGREGATE,
            AuditPolicyState.AGGREGATE);

    /** Makes the bus take every command of the model. */
    public static void subscribe(CommandBus bus, Repositories repositories) {
        AGGREGATES.forEach(aggregate -> aggregate.subscribe(bus, repositories));
        for (Object several : List.of(
                new MigrationFlows(repositories),
                new Founding(repositories),
                new Enrolment(repositories),
                new Inviting(repositories),
                new SignIn(repositories),
                new PasswordChange(repositories),
                new Authorizing(repositories),
                new DeviceAuthorizing(repositories))) {
            new AnnotationCommandHandlerAdapter<>(several).subscribe(bus);
        }
    }

    /** The kind of aggregate behind that kind of stream. */
    public static AggregateType<?, ?> aggregate(StreamType type) {
        return AGGREGATES.stream()
                .filter(aggregate -> aggregate.streamType() == type)
                .findFirst()
                .orElseThrow();
    }

    private IdentityModel() {}
}
