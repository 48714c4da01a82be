package io.postern.policy.rules;

import static io.postern.policy.rules.RulesFolder.Change.NONE;
import static io.postern.policy.rules.RulesFolder.Change.REFUSED;
import static io.postern.policy.rules.RulesFolder.Change.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postern.events.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesFolderTest {

    @TempDir
    Path directory;

    @Test
    void withoutFilesTheShippedRulesHold() throws Exception {
        RulesFolder folder = RulesFolder.open(directory.resolve("not-there"));

        assertThat(folder.current().rules()).extracting(Rule::name).contains("brute-force", "recidive");
        assertThat(folder.current().allowList().size()).isZero();
        assertThat(folder.current().origin()).isEqualTo("the shipped rules");
    }

    @Test
    void wrongFilesAtTheStartAreRefusedWithEverythingThatIsWrong() throws IOException {
        write("rules.yaml", "version: 1\nrules: 1\n");
        write("allow.list", "nonsense\n");

        assertThatThrownBy(() -> RulesFolder.open(directory))
                .isInstanceOf(RulesRefusedException.class)
                .hasMessage("""
                        rules.yaml:2:8: rules: expected a list, each entry with a dash
                        allow.list:1:1: not an IP address: nonsense""");
    }

    @Test
    void aChangeIsTakenOnceItHasSettled() throws Exception {
        RulesFolder folder = RulesFolder.open(directory);
        write("allow.list", "203.0.113.7\n");

        assertThat(folder.poll()).as("it may still be written").isEqualTo(NONE);
        assertThat(folder.poll()).isEqualTo(TAKEN);
        assertThat(folder.poll()).isEqualTo(NONE);
        assertThat(folder.current().allowList().holding(Network.of("203.0.113.7")))
                .isPresent();
    }

    @Test
    void oneWrongLineLeavesAllOfItAsItWas() throws Exception {
        write("allow.list", "203.0.113.7\n");
        RulesFolder folder = RulesFolder.open(directory);
        Rulebook before = folder.current();

        write("rules.yaml", "version: 1\nrules: []\n");
        write("allow.list", "203.0.113.8\nnonsense\n");
        folder.poll();
        assertThat(folder.poll()).isEqualTo(REFUSED);

        assertThat(folder.current()).isSameAs(before);
        assertThat(folder.refusal()).contains("allow.list:2:1: not an IP address: nonsense");
        assertThat(folder.poll()).as("told once").isEqualTo(NONE);

        write("allow.list", "203.0.113.8\n");
        folder.poll();
        assertThat(folder.poll()).isEqualTo(TAKEN);
        assertThat(folder.refusal()).isEmpty();
        assertThat(folder.current().rules()).isEmpty();
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws Exception {
        RulesFolder folder = RulesFolder.open(directory);
        Files.write(directory.resolve("allow.list"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        folder.poll();
        folder.poll();

        assertThat(folder.refusal()).contains("allow.list: is not UTF-8");
    }

    @Test
    void aFileThatCannotBeReadIsRefusedAndNotTakenForAMissingOne() throws Exception {
        RulesFolder folder = RulesFolder.open(directory);
        Files.createDirectory(directory.resolve("rules.yaml"));
        folder.poll();

        assertThat(folder.poll()).isEqualTo(REFUSED);
        assertThat(folder.refusal().orElseThrow()).startsWith("rules.yaml: cannot be read: ");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
