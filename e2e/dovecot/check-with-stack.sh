#!/bin/sh
# The check with real Dovecot against a whole Postern: starts one on fresh data, runs policy-check.sh, stops it.
# Needs what policy-check.sh needs; exits as it does.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
: >"$dir/mail.log"
POSTERN_BUILD=never "$here/../../postern" up --data "$dir/data" --log "$dir/mail.log" \
    --set postern.policy.treat-as-public=203.0.113.0/24 >"$dir/out" 2>"$dir/err" &
stack=$!
stop() {
    kill "$stack" 2>/dev/null || :
    wait "$stack" 2>/dev/null || :
    rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
n=0
while ! url=$(sed -n 's/^Dovecot .*= *//p' "$dir/out") || [ -z "$url" ]; do
    if [ $n -ge 240 ] || ! kill -0 "$stack" 2>/dev/null; then
        echo "FAILED: Postern did not start: $(cat "$dir/err")"
        exit 1
    fi
    sleep 0.5
    n=$((n + 1))
done
status=0
"$here/policy-check.sh" "$url" || status=$?
exit $status
