#!/bin/sh
# Asks a running auth-api through real Dovecot: is a client let in, and no longer after it has failed too often?
#
#   policy-check.sh URL [CLIENT] [OTHER]
#
# URL     where auth-api serves the policy protocol, for example http://127.0.0.1:7480/dovecot/policy
# CLIENT  an address that Postern may ban (default 203.0.113.9: list 203.0.113.0/24 in postern.policy.treat-as-public)
# OTHER   one that does nothing wrong (default 203.0.113.10)
#
# BAN_COMMAND in the environment runs instead of the failures of CLIENT, where no policy engine is there to judge them.
# Uses the configuration that deploy/dovecot ships, in a throw-away directory, without a listener. Needs Dovecot 2.3 and
# root, installs nothing. Exit status: 0 all as it should be, 1 something was not, 77 not run because Dovecot is missing.
set -eu

URL=${1:?URL of the policy protocol} CLIENT=${2:-203.0.113.9} OTHER=${3:-203.0.113.10}
here=$(cd "$(dirname "$0")" && pwd)
for tool in dovecot doveadm; do
    command -v $tool >/dev/null || { echo "NOT RUN: $tool is not installed"; exit 77; }
done
[ "$(id -u)" = 0 ] || { echo "NOT RUN: Dovecot's auth process needs root to start"; exit 77; }
case $(dovecot --version) in
2.3.*) ;;
*) echo "NOT RUN: written for Dovecot 2.3, this is $(dovecot --version)"; exit 77 ;;
esac

dir=$(mktemp -d)
chmod 755 "$dir"
stop() {
    if [ -s "$dir/run/master.pid" ]; then
        pid=$(cat "$dir/run/master.pid")
        kill "$pid" 2>/dev/null || :
        n=0
        while kill -0 "$pid" 2>/dev/null && [ $n -lt 50 ]; do sleep 0.1; n=$((n + 1)); done
    fi
    [ -n "${KEEP:-}" ] || rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

echo 'ada@example.org:{PLAIN}right' >"$dir/users"
sed "s|^auth_policy_server_url = .*|auth_policy_server_url = $URL|" \
    "$here/../../deploy/dovecot/2.3/90-postern-policy.conf" >"$dir/policy.conf"
cat >"$dir/dovecot.conf" <<CONF
base_dir = $dir/run
state_dir = $dir/run
log_path = $dir/log
protocols =
ssl = no
disable_plaintext_auth = no
auth_verbose = yes
auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
passdb {
  driver = passwd-file
  args = $dir/users
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=$dir
}
!include policy.conf
CONF
dovecot -c "$dir/dovecot.conf"

failed=0
login() { # ADDRESS PASSWORD: what doveadm says
    doveadm -c "$dir/dovecot.conf" auth test -x service=imap -x "rip=$1" -x "session=check$$" \
        ada@example.org "$2" 2>&1 || :
}
expect() { # WHAT PATTERN TEXT
    if printf '%s' "$3" | grep -q "$2"; then
        echo "ok: $1"
    else
        echo "FAILED: $1; Dovecot said: $3"
        failed=1
    fi
}

expect "$CLIENT is let in with the right password" 'auth succeeded' "$(login "$CLIENT" right)"
expect "$OTHER is not, with a wrong one" 'auth failed' "$(login "$OTHER" wrong)"
if [ -n "${BAN_COMMAND:-}" ]; then
    sh -c "$BAN_COMMAND"
else
    for _ in 1 2 3; do login "$CLIENT" wrong >/dev/null; done
fi
said= n=0
while [ $n -lt 60 ]; do
    said=$(login "$CLIENT" right)
    case $said in *"auth failed"*) break ;; esac
    sleep 0.5
    n=$((n + 1))
done
expect "$CLIENT is refused with the right password, and told why" 'reason=Too many failed logins, try later' "$said"
expect "$OTHER is let in all the same" 'auth succeeded' "$(login "$OTHER" right)"
if grep -i 'policy.*error' "$dir/log"; then
    echo "FAILED: Dovecot complained about the policy server"
    failed=1
fi
exit $failed
