#!/bin/bash
# Tries the agent's package in a minimal Debian with Debian's own Dovecot and Postfix: install, setup, doctor, a real login that
# fails, unlock, upgrade, remove, purge. All of it happens in memory and in namespaces of its own (mounts, then network and
# processes), and ends with them.
# usage: check-in-clean-root.sh [DEB [ROOT.tar]]; ROOT.tar keeps the minimal Debian from one run to the next
# Needs root, and the libraries of a built cli for a broker. Prints `ok: …`, `FAILED: …` or `NOT RUN: …` lines; exits with 0 only
# when all is ok.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
deb=$(readlink -f "${1:-$here/target/postern-agent.deb}")
kept=${2:-}

not_run() {
    echo "NOT RUN: package: $1"
    exit 1
}

case ${POSTERN_STAGE:-outside} in
outside)
    for needed in mmdebstrap unshare dpkg-deb curl script ip systemd-analyze; do
        command -v $needed >/dev/null || not_run "$needed is missing"
    done
    [ "$(id -u)" = 0 ] || not_run "needs root"
    [ -f "$deb" ] || not_run "there is no $deb (./mvnw -Pdeb package)"
    work=$(mktemp -d)
    trap 'rmdir "$work"' EXIT
    status=0
    POSTERN_STAGE=mounts POSTERN_WORK=$work unshare --mount "$0" "$deb" "$kept" || status=$?
    exit $status
    ;;
mounts)
    work=$POSTERN_WORK
    mount -t tmpfs -o size=3g,mode=0755 postern-check "$work" || not_run "no file system in memory"
    suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-bookworm}")
    sources=/etc/apt/sources.list.d/debian.sources
    [ -f "$sources" ] || sources=
    tar=${kept:-$work/root.tar}
    if ! [ -s "$tar" ] && ! said=$(mmdebstrap --quiet --variant=apt \
        --include=dovecot-imapd,postfix,nftables,systemd,systemd-sysv,dbus --aptopt='Acquire::Languages "none"' \
        --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' "$suite" "$tar" $sources 2>&1); then
        echo "FAILED: package: a minimal Debian is made: $said"
        exit 1
    fi
    mkdir "$work/root" && tar -C "$work/root" -xf "$tar" --exclude=./dev || exit 1
    mkdir -p "$work/root/dev" && mount --rbind /dev "$work/root/dev" || exit 1
    POSTERN_STAGE=inside exec unshare --net --pid --fork --kill-child "$0" "$deb"
    ;;
inside) ;;
esac

cd "$POSTERN_WORK" || exit 1
root=$POSTERN_WORK/root
mount -t proc proc "$root/proc" && ip link set lo up || exit 1
failed=0
ok() { echo "ok: package: $1"; }
bad() {
    echo "FAILED: package: $1"
    [ -z "${2:-}" ] || sed 's/^/    /' <<<"$2"
    failed=$((failed + 1))
}
# check NAME COMMAND…: the command's end is the verdict.
check() {
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then ok "$name"; else bad "$name" "$said"; fi
}
# within SECONDS COMMAND…: tried again and again.
within() {
    local tries=$(($1 * 5))
    shift
    until "$@" >/dev/null 2>&1; do
        ((tries-- > 0)) || return 1
        sleep 0.2
    done
}
enter=(chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive TERM=dumb)
in_root() { "${enter[@]}" "$@"; }
answers() { diff <(in_root stat -c "$2" "$1") <(echo "$3"); }
says() { grep -qF -- "$2" <<<"$1" || { echo "not there: $2"; echo "$1"; return 1; }; }
absent() { [ ! -e "$root$1" ] || { ls -la "$root$1"; return 1; }; }
# All that is on the disk, but for logs, and what every package and the mail servers change.
listing() {
    (cd "$root" && find etc usr var -xdev \( -path var/log -o -path var/lib/dpkg -o -path var/lib/apt -o -path var/cache/apt \
        -o -path var/cache/debconf -o -path var/cache/ldconfig -o -path var/spool -o -path var/mail -o -path var/lib/dovecot \
        -o -path var/lib/postfix \) -prune -o -print | grep -vE '^etc/(passwd|group|shadow|gshadow|subuid|subgid)-$' | sort)
}
# rebuilt VERSION SHELL-COMMAND: the same package with another version, and something done to its files.
rebuilt() {
    rm -rf next && dpkg-deb -R "$deb" next && sed -i "s/^Version: .*/Version: $1/" next/DEBIAN/control &&
        (cd next && eval "$2") && dpkg-deb -Znone -b next "$root/tmp/next.deb" >/dev/null
}

listing >before

# --- install
cp "$deb" "$root/tmp/postern-agent.deb"
check "installs, with nothing but what a minimal Debian has" in_root dpkg -i /tmp/postern-agent.deb
check "its configuration is for root and the agent alone" answers /etc/postern/agent.yaml '%a %U %G' '640 root postern'
check "the service is not started before it is configured" absent /etc/systemd/system/multi-user.target.wants/postern-agent.service
check "classes of the agent are laid out for a quick start" test -s "$root/var/cache/postern/agent.jsa"
check "classes of the command are laid out for a quick start" test -s "$root/var/cache/postern/cli.jsa"
check "systemd takes the unit" systemd-analyze --man=no --root="$root" verify postern-agent.service
check "the unit exposes at most 1.6 of 10" \
    systemd-analyze --root="$root" --offline=true --threshold=16 security postern-agent.service

# --- a mail host, and a broker
sed -i 's/^#*log_path = .*/log_path = \/var\/log\/dovecot.log/' "$root/etc/dovecot/conf.d/10-logging.conf"
cat >"$root/etc/dovecot/conf.d/99-check.conf" <<END
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_verbose = yes
service imap-login {
  chroot =
}
END
sed -i 's/^!include/#!include/' "$root/etc/dovecot/conf.d/10-auth.conf"
printf 'passdb {\n  driver = static\n  args = password=right\n}\nuserdb {\n  driver = static\n  args = uid=nobody gid=nogroup home=/tmp\n}\n' \
    >>"$root/etc/dovecot/conf.d/99-check.conf"
in_root postconf maillog_file=/var/log/postfix.log inet_interfaces=loopback-only inet_protocols=ipv4 >/dev/null
# A daemon keeps what it is given to write to.
daemon() { in_root "$@" >daemon.log 2>&1 </dev/null || { cat daemon.log && false; }; }
check "Debian's Dovecot starts" daemon dovecot
check "Debian's Postfix starts" daemon postfix start
java_home=$(sh "$top/.mvn/jdk.sh" 25)
"$java_home/bin/java" -Xmx256m -cp "$top/cli/target/lib/*" io.postern.backends.KafkaBroker "$POSTERN_WORK/kafka" 9092 9093 >kafka.log 2>&1 &
check "a broker starts" within 60 grep -q READY kafka.log

# --- setup
printf 'kafka: 127.0.0.1:9092 # ours\nhost: mail1.example.org\nallow: 198.51.100.0/24\n' >"$root/tmp/answers"
said=$(in_root postern setup --from /tmp/answers 2>&1)
check "setup finds the mail servers and their logs" says "$said" "/var/log/dovecot.log, /var/log/postfix.log"
check "setup says what it wrote" says "$said" "Wrote /etc/postern/agent.yaml; what was there: "
check "setup follows what it found" grep -q '^    files: \[/var/log/dovecot.log, /var/log/postfix.log\]' "$root/etc/postern/agent.yaml"
check "setup enforces by the firewall that is there" grep -q '^      with: \[nftables\]' "$root/etc/postern/agent.yaml"
check "setup keeps who may read it" answers /etc/postern/agent.yaml '%a %U %G' '640 root postern'
check "with its addition the unit exposes at most 1.9 of 10" \
    systemd-analyze --root="$root" --offline=true --threshold=19 security postern-agent.service
said=$(printf '\n\n\n\n\n\n\n\n' | script -qec "${enter[*]} postern setup" /dev/null 2>&1)
check "at a terminal setup asks, and suggests what is configured" says "$said" "[127.0.0.1:9092]"
check "the same answers change nothing" says "$said" "Everything is as wished already."
check "a dry run writes nothing" says "$(in_root postern setup --yes --dry-run 2>&1)" "Nothing was written: a dry run."

# --- doctor, and what it says to do
said=$(in_root postern doctor 2>&1)
status=$?
check "doctor exits with 2 when something failed" test $status = 2
check "doctor names the log that the agent may not read" says "$said" "/var/log/dovecot.log may not be read by postern"
while read -r remedy; do in_root sh -c "$remedy"; done < <(sed -n 's/.*let the group adm read it: //p' <<<"$said")

# --- the agent, started as its unit does
in_root install -d -m 0700 -o postern -g postern /var/lib/postern
in_root install -d -m 0755 -o postern -g postern /run/postern
"${enter[@]}" setpriv --reuid=postern --regid=postern --groups="$(in_root getent group adm | cut -d: -f3)" \
    --inh-caps=-all,+net_admin --ambient-caps=-all,+net_admin --bounding-set=-all,+net_admin --no-new-privs \
    env SMALLRYE_CONFIG_LOCATIONS=file:/etc/postern/agent.yaml /usr/lib/postern/agent/start >agent.log 2>&1 &
agent=$!
check "the agent is ready" within 60 curl -sf http://127.0.0.1:7481/q/health/ready
(
    exec 3<>/dev/tcp/127.0.0.1/143
    read -r -t 20 _ <&3
    printf 'a LOGIN ada@example.org wrong\r\n' >&3
    read -r -t 20 answer <&3
    printf 'b LOGOUT\r\n' >&3
    cat <&3 >/dev/null
    [[ $answer == *FAILED* ]]
)
check "Dovecot refuses a wrong password" test $? = 0
attempts() { curl -s http://127.0.0.1:7481/q/metrics | awk '/^postern_collector_attempts_total/ { n += $NF } END { exit !(n > 0) }'; }
check "the agent ships the refused login" within 60 attempts
check "the agent's table is in force" within 30 in_root nft list table inet postern
wholly() {
    local said
    said=$(in_root postern doctor -o json) || true
    for well in logs reading kafka clock firewall agent socket room; do
        tr -d '\n' <<<"$said" | grep -q "\"check\" : \"$well\"" || { echo "no $well: $said"; return 1; }
        if tr -d '\n' <<<"$said" | grep -oE "\"check\" : \"$well\", *\"verdict\" : \"[a-z]+\"" | grep -qv '"ok"'; then
            echo "$said"
            return 1
        fi
    done
}
check "doctor finds all of it well" wholly
in_root postern unlock 192.0.2.7 >unlock.log 2>&1
status=$?
check "unlock is answered by the agent: nothing kept this address out" test $status = 1

# --- upgrade
check "a newer package is made" rebuilt 9.9 "echo '# of the newer version' >>etc/postern/agent.yaml"
cp "$root/etc/postern/agent.yaml" edited
check "upgrades" in_root dpkg --force-confdef --force-confold -i /tmp/next.deb
check "the configuration is as it was edited" cmp edited "$root/etc/postern/agent.yaml"
check "the newer configuration lies beside it" grep -q 'of the newer version' "$root/etc/postern/agent.yaml.dpkg-dist"
rm -f "$root/etc/postern/agent.yaml.dpkg-dist"
kill -TERM $agent
wait $agent
check "the agent ends when it is asked to" grep -q 'stopped in' agent.log

# --- remove and purge
in_root postfix stop >/dev/null 2>&1
in_root doveadm stop
rm "$root/etc/dovecot/conf.d/99-check.conf"
check "removes" in_root dpkg -r postern-agent
check "the configuration is kept" cmp edited "$root/etc/postern/agent.yaml"
check "the archives are gone" absent /var/cache/postern
check "purges" in_root dpkg -P postern-agent
listing >after
check "nothing is left" diff before after
check "the user is gone" test -z "$(in_root getent passwd postern)"
[ $failed = 0 ] || { echo "--- the agent's last words:" && tail -5 agent.log; }
exit $((failed > 0))
