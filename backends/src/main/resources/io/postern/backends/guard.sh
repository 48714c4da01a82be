# Runs a command and stops it when standard input ends: the kernel closes that pipe however the process at its other end dies.
# $1 file for the command's process id, $2 signal that stops it, $3 seconds it has for that, then the command.
pidfile=$1 signal=$2 grace=$3
shift 3
exec 3<&0 </dev/null
"$@" 3<&- &
child=$!
echo "$child" >"$pidfile"
watch() {
    while read -r _; do :; done
    kill -s "$signal" "$child"
    trap 'kill "$nap"; exit' TERM # told by the guard that it is over: leave nothing behind either
    while [ "$grace" -gt 0 ]; do
        sleep 1 &
        nap=$!
        wait "$nap"
        kill -0 "$child" || return
        grace=$((grace - 1))
    done
    kill -s KILL "$child"
}
watch <&3 2>/dev/null &
watcher=$!
exec 3<&-
trap 'kill -s "$signal" "$child" 2>/dev/null' TERM INT HUP
while :; do
    wait "$child"
    code=$?
    kill -0 "$child" 2>/dev/null || break # a trapped signal interrupts wait
done
kill "$watcher" 2>/dev/null
exit "$code"
