package io.postern.cli.setup;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// What setup asks, in this order. The key is that of a file of answers.
enum Question {
    KAFKA("kafka", "Kafka's brokers, as HOST:PORT separated by commas"),
    HOST("host", "The name of this host in the cluster"),
    LOGS("logs", "Mail logs to follow, separated by commas, or none"),
    JOURNAL("journal", "Follow the systemd journal (yes or no)"),
    ENFORCE("enforce", "What keeps banned clients out here: nftables, ipset, postfix, hosts-deny, … or off"),
    DRY_RUN("dry-run", "Only log what would be done (yes or no)"),
    ALLOW("allow", "Networks that this host never keeps out, separated by commas, or none"),
    START("start", "Start the agent now, and at each boot (yes or no)");

    private final String key;
    private final String text;

    Question(String key, String text) {
        this.key = key;
        this.text = text;
    }

    String key() {
        return key;
    }

    String text() {
        return text;
    }

    static Set<String> keys() {
        return Arrays.stream(values()).map(Question::key).collect(Collectors.toSet());
    }
}
