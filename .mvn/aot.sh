# aot.sh ARCHIVE NEEDED... -- JAVA ARGUMENT...
# Makes what JAVA loads and links for a rehearsal (JEP 483) an ARCHIVE, unless it is there and newer than all that is
# NEEDED (files and directories). Whoever starts JAVA with the same class path and -XX:AOTCache=ARCHIVE starts faster;
# an archive of other classes, or of another JDK, the JVM leaves alone by itself. Takes seconds. Where nothing can be
# written nothing is done; where it fails an empty file says so, and it is not tried again. Two may do it at one time.
archive=$1
shift
dir=$(dirname "$archive")
[ -w "$dir" ] || exit 0
stale=
[ -e "$archive" ] || stale=yes
while [ "$1" != -- ]; do
    [ -n "$stale" ] || stale=$(find "$1" -newer "$archive" -print 2>/dev/null | head -n 1)
    shift
done
shift
[ -n "$stale" ] || exit 0
java=$1
shift
new=$archive.$$
trap 'rm -f "$new" "$new.config"' EXIT
trap 'exit 1' INT TERM HUP
[ ! -t 2 ] || echo "Preparing for quick starts (once) ..." >&2
"$java" "-XX:AOTCacheOutput=$new" "$@" >/dev/null 2>&1 </dev/null || : >"$new"
[ -e "$new" ] || : >"$new"
mv -f "$new" "$archive"
