package io.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// A value that lies in one of Postern's topics. Immutable; refuses what cannot be true, naming the field.
@JsonPropertyOrder("v")
public sealed interface Event
        permits AttemptObserved,
                AttemptEnriched,
                ClientProfile,
                MailFlowEvent,
                OperatorCommand,
                CommandOutcome,
                ListEntry,
                Decision,
                Ban,
                EnforcementEvent,
                HostReport,
                DeadLetter {

    /// The version of the value's shape. Fields may be added within a version (readers ignore what they do not know);
    /// a changed meaning needs a new version and, when old readers would be misled, a new topic.
    @JsonProperty("v")
    default int v() {
        return 1;
    }
}
