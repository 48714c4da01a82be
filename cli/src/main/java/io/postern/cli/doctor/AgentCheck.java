package io.postern.cli.doctor;

import io.postern.collector.AgentConfig;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Whether the agent runs, and answers.
final class AgentCheck {

    private static final String AGENT = "agent";
    private static final String SOCKET = "socket";
    private static final int PATIENCE_MILLIS = 5_000;
    private static final String LOGS = "journalctl -u postern-agent";

    private final AgentConfig config;
    private final Surroundings around;

    AgentCheck(AgentConfig config, Surroundings around) {
        this.config = config;
        this.around = around;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(running());
        if (!config.enforcers().isEmpty()) {
            findings.add(socket(config.socket()));
        }
        return findings;
    }

    private Finding running() {
        URI ready = URI.create(config.http() + "/q/health/ready");
        try {
            HttpURLConnection question = (HttpURLConnection) ready.toURL().openConnection();
            question.setConnectTimeout(PATIENCE_MILLIS);
            question.setReadTimeout(PATIENCE_MILLIS);
            try {
                int status = question.getResponseCode();
                return status == HttpURLConnection.HTTP_OK
                        ? Finding.ok(AGENT, "runs and is ready (" + ready + ")")
                        : Finding.warning(
                                AGENT, "runs, but is not ready: " + ready + " answers " + status, "curl -s " + ready);
            } finally {
                question.disconnect();
            }
        } catch (IOException e) {
            return Finding.failed(
                    AGENT,
                    "does not answer at " + ready + ": " + e.getMessage(),
                    "systemctl start postern-agent; " + LOGS);
        }
    }

    private Finding socket(Path socket) {
        if (!around.root()) {
            return Finding.warning(SOCKET, socket + " is for root alone", "run this as root");
        }
        if (Files.notExists(socket)) {
            return Finding.failed(SOCKET, socket + " is not there: `postern unlock` would not work", LOGS);
        }
        try (SocketChannel agent = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return Finding.ok(SOCKET, "the agent listens on " + agent.getRemoteAddress());
        } catch (IOException e) {
            return Finding.failed(SOCKET, socket + ": " + e.getMessage(), LOGS);
        }
    }
}
