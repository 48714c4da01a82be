package io.postern.reporter.projections;

/// How the projections are doing, for health checks and the status page.
public enum ProjectionState {
    /// Schema, topics and stored positions are being looked up; the broker or the database may be away.
    STARTING,
    /// Records become rows.
    RUNNING,
    /// The broker or the database went away; tried again and again.
    WAITING,
    /// Too many unreadable records in a row: somebody has to look.
    GIVEN_UP,
    STOPPED
}
