package io.postern.reporter.problems;

import io.postern.reporter.database.DataRefusedException;
import io.postern.reporter.database.DatabaseAwayException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The reporter's own exceptions as answers.
class ProblemsResource {

    private static final Logger LOG = Logger.getLogger(ProblemsResource.class);

    @ServerExceptionMapper
    public Response badParameter(BadParameterException e) {
        return response(Problem.of(400, "Bad Request", e.getMessage(), e.parameter()));
    }

    @ServerExceptionMapper
    public Response databaseAway(DatabaseAwayException e) {
        LOG.debugf("asked in vain: why=%s", e.getMessage());
        return response(Problem.of(503, "Service Unavailable", "The database does not answer; try again.", null));
    }

    @ServerExceptionMapper
    public Response refused(DataRefusedException e) {
        LOG.debugf("asked for the impossible: why=%s", e.getMessage());
        return response(Problem.of(400, "Bad Request", "A parameter is beyond what the database can compare.", null));
    }

    private static Response response(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
