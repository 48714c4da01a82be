package io.postern.collector.formats.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsSyntaxTest {

    @Test
    void readsAFile() {
        List<Problem> problems = new ArrayList<>();

        List<DefinedFormat> formats = FormatsSyntax.read("x", """
                # two of them
                format a
                  program   authd  mail-*
                  service   imap
                  failed    bad login from \\[(?P<client>\\S+)\\]

                format b-2
                own-log
                time dd.MM.yyyy HH:mm
                succeeded (?P<at>.{16}) ok for (?<user>.*) from (?P<client>\\S+)
                """, problems);

        assertThat(problems).isEmpty();
        assertThat(formats).extracting(DefinedFormat::name).containsExactly("a", "b-2");
        assertThat(formats.getFirst().speaksAs("mail-in")).isTrue();
        assertThat(formats.getFirst().speaksAs("amail-")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failed x(|x:1:1: a format begins with its name",
                "format A;own-log;ignored xyz|x:1:8: a name has lower-case letters",
                "format a;own-log;ignored xyz;format a;own-log;ignored xyz|x:4:8: another format is called 'a'",
                "format a;ignored xyz|x:1:1: the format names no program",
                "format a;own-log|x:1:1: the format has no pattern",
                "format a;own-log;program b;ignored xyz|x:3:9: the format has its programs already",
                "format a;program;ignored xyz|x:2:8: name at least one program",
                "format a;own-log;service ftp;ignored xyz|x:3:9: no such service: 'ftp'; there are imap",
                "format a;own-log;time foo;ignored xyz|x:3:6: Unknown pattern letter",
                "format a;own-log;time dd.MM.;ignored xyz|x:3:6: must tell year",
                "format a;own-log;fails xyz|x:3:1: no such word: 'fails'; there are format, program",
                "format a;own-log;  failed  from (?P<client>x) (foo|x:3:11: missing closing ): 'from (?P<client>x) (foo'",
                "format a;own-log;failed from (?P<client>x) +*|x:3:27: invalid nested repetition operator: '+*'",
                "format a;own-log;failed from (?P<ip>x)|x:3:13: no such group: 'ip'; there are at, attempts",
                "format a;own-log;failed from nowhere|x:3:8: without a group (?P<client>…) nobody can be counted",
                "format a;own-log;ignored a.b|x:3:9: needs at least 3 fixed characters",
                "format a;own-log;ignored aaa!bbb|x:3:12: alternatives stand in a group",
                "format a;own-log;ignored (?i)aaa|x:3:9: flags are not read here",
                "format a;own-log;ignored aaa\\Qb\\E|x:3:12: \\Q and \\E are not read here",
                "format a;own-log;failed from .*(?P<client>x)|x:3:15: fixed characters must stand right before",
                "format a;own-log;failed from (?P<client>x).*|x:3:26: fixed characters that are in no address",
                "format a;own-log;failed from (?P<client>x)0.*|x:3:26: fixed characters that are in no address",
                "format a;own-log;failed from (?:(?P<client>x))|x:3:16: the group client stands in no other group",
                "format a;own-log;failed from (?P<client>x)?|x:3:13: the group client stands in no other group",
                "format a;own-log;time dd.MM.yyyy HH:mm;failed from (?P<client>x)|x:4:8: has no group (?P<at>…)",
                "format a;own-log;failed (?P<at>.*) from (?P<client>x)|x:3:8: the group at needs a line above",
            })
    void saysWhereItIsWrong(String text, String problem) {
        List<Problem> problems = new ArrayList<>();

        FormatsSyntax.read("x", text.replace(';', '\n').replace('!', '|'), problems);

        assertThat(problems.getFirst().toString()).startsWith(problem);
    }
}
