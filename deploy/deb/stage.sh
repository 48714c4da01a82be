#!/bin/sh
# Lays out below target/root what the package holds: a Java runtime of the modules that are needed, the collector, and the command, which
# takes from the collector every library that is the same.
# usage: stage.sh JAVA_HOME TARGET; TARGET/lib has the command's libraries
set -eu
java_home=$1
target=$2
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../..
root=$target/root
lib=$root/usr/lib/postern
rm -rf "$root"
mkdir -p "$lib/cli" "$root/usr/share/doc/postern-agent" "$root/usr/share/man/man1" "$root/usr/bin" \
    "$root/usr/lib/systemd/system" "$root/etc/postern"

"$java_home/bin/jlink" --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-0 --vm server \
    --add-modules java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.security.sasl,java.xml,jdk.jcmd,jdk.management,jdk.net,jdk.security.auth,jdk.unsupported \
    --generate-cds-archive --output "$lib/runtime"
# For heaps over 32 GiB.
rm -f "$lib/runtime/lib/server/classes_nocoops.jsa"

cp -R "$top/collector/target/quarkus-app" "$lib/agent"
rm -f "$lib/agent/quarkus-app-dependencies.txt"
# Compression that the agent's producer does not use.
rm -f "$lib"/agent/lib/main/org.xerial.snappy.*

class_path=
for jar in "$target"/lib/*.jar; do
    name=$(basename "$jar")
    case $name in snappy-java-*) continue ;; esac
    same=
    for candidate in "$lib"/agent/lib/main/*."$name" "$lib/agent/app/$name"; do
        if [ -f "$candidate" ] && cmp -s "$jar" "$candidate"; then
            same=${candidate#"$root"}
            break
        fi
    done
    if [ -z "$same" ]; then
        cp "$jar" "$lib/cli"
        same=/usr/lib/postern/cli/$name
    fi
    class_path=$class_path:$same
done
printf -- '-cp %s\n' "${class_path#:}" >"$lib/cli.args"

cp "$here/files/make-archives" "$top/.mvn/command.jvm" "$lib"
cp "$here/files/start" "$lib/agent"
cp "$here/files/postern" "$root/usr/bin"
cp "$top/deploy/systemd/postern-agent.service" "$root/usr/lib/systemd/system"
cp "$top/cli/src/main/resources/io/postern/cli/setup/agent.yaml" "$root/etc/postern"
gzip -9n <"$here/files/postern.1" >"$root/usr/share/man/man1/postern.1.gz"
gzip -9n <"$top/CHANGELOG.md" >"$root/usr/share/doc/postern-agent/changelog.gz"
cp "$here/files/copyright" "$root/usr/share/doc/postern-agent"
cp "$top/docs/how-to/install-the-agent.md" "$root/usr/share/doc/postern-agent/README.md"
