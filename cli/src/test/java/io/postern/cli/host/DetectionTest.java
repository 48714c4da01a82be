package io.postern.cli.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.enforcing.EnforcerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionTest {

    @TempDir
    Path root;

    private FakeMachine machine;

    @BeforeEach
    void anEmptyMachine() {
        machine = new FakeMachine(root);
    }

    @Test
    void anEmptyMachineHasNothing() {
        assertThat(MailServer.on(machine.machine())).isEmpty();
        assertThat(LogSources.on(machine.machine()).problem()).isPresent();
        assertThat(Firewalls.on(machine.machine())).isEqualTo(new Firewalls(java.util.List.of(), java.util.List.of()));
    }

    @Test
    void mailServersTellTheirVersions() {
        machine.program("/usr/sbin/dovecot", "--version", "2.3.19.1 (9b53102964)\n")
                .program("/usr/sbin/postconf", "-h mail_version", "3.7.11\n")
                .program("/usr/sbin/exim4", "-bV", "Exim version 4.96 #2 built 15-Jul-2024\n");

        assertThat(MailServer.on(machine.machine()))
                .extracting(MailServer::toString)
                .containsExactly("Dovecot 2.3.19.1", "Postfix 3.7.11", "Exim 4.96");
    }

    @Test
    void aServerThatDoesNotAnswerIsThereAllTheSame() {
        machine.program("/usr/sbin/dovecot", "--help", "");

        assertThat(MailServer.on(machine.machine())).containsExactly(new MailServer("Dovecot", "unknown"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/log/mail.log", "/var/log/maillog", "/var/log/mail", "/var/log/exim4/mainlog"})
    void theUsualLogsAreFound(String path) {
        machine.file(path, "");

        assertThat(LogSources.on(machine.machine()).files()).containsExactly(path);
    }

    @Test
    void dovecotAndPostfixAreAskedForLogsOfTheirOwn() {
        machine.file("/var/log/dovecot.log", "")
                .file("/var/log/dovecot-info.log", "")
                .file("/var/log/postfix.log", "")
                .program("/usr/bin/doveconf", "-h log_path", "/var/log/dovecot.log\n")
                .program("/usr/bin/doveconf", "-h info_log_path", "/var/log/dovecot-info.log\n")
                .program("/usr/sbin/postconf", "-h maillog_file", "/var/log/postfix.log\n");

        assertThat(LogSources.on(machine.machine()).files())
                .containsExactly("/var/log/dovecot.log", "/var/log/dovecot-info.log", "/var/log/postfix.log");
    }

    @Test
    void aServerThatLogsToSyslogNamesNoFile() {
        machine.program("/usr/bin/doveconf", "-h log_path", "syslog\n");

        assertThat(LogSources.on(machine.machine()).files()).isEmpty();
    }

    @Test
    void aLogWithTwoNamesIsFollowedOnce() throws IOException {
        machine.file("/var/log/mail.log", "");
        Files.createSymbolicLink(root.resolve("var/log/maillog"), Path.of("mail.log"));

        assertThat(LogSources.on(machine.machine()).files()).containsExactly("/var/log/mail.log");
    }

    @Test
    void theJournalIsFollowedOnlyWhereNoFileTellsTheSame() {
        machine.directory("/var/log/journal").program("/usr/bin/journalctl", "", "");
        assertThat(LogSources.on(machine.machine()).onlyJournal()).isTrue();

        machine.file("/var/log/mail.log", "");
        assertThat(LogSources.on(machine.machine()).onlyJournal()).isFalse();
    }

    @Test
    void nftablesIsPreferredAndIpsetNeedsIptables() {
        machine.program("/usr/sbin/ipset", "", "");
        assertThat(Firewalls.on(machine.machine()).usable()).isEmpty();

        machine.program("/usr/sbin/iptables", "", "").program("/usr/sbin/nft", "", "");
        assertThat(Firewalls.on(machine.machine()).usable()).containsExactly(EnforcerKind.NFTABLES, EnforcerKind.IPSET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pfctl", "ipfw"})
    void firewallsOfTheBsdsAreFound(String program) {
        machine.program("/sbin/" + program, "", "");

        assertThat(Firewalls.on(machine.machine()).usable())
                .containsExactly(program.equals("ipfw") ? EnforcerKind.IPFW : EnforcerKind.PF);
    }

    @Test
    void othersAtTheSameDoorAreTold() {
        machine.program("/usr/bin/fail2ban-server", "", "")
                .file("/run/fail2ban/fail2ban.sock", "")
                .program("/usr/sbin/ufw", "", "")
                .program("/usr/bin/firewall-cmd", "", "");

        assertThat(Firewalls.on(machine.machine()).others())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("fail2ban is running");
    }
}
