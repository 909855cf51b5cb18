# The worker: reads a message, serves it, reads the next. It is a request, new code, or a farewell.

if [ -n "${LC_ALL+set}" ]; then gorun_had_lc_all=1 gorun_lc_all=$LC_ALL; else gorun_had_lc_all=; fi
LC_ALL=C
export LC_ALL
umask 022
set +f
IFS=" $TAB$NL"
cd / 2>/dev/null

gorun_uid=
if [ -r /proc/self/status ]; then
  while IFS=" $TAB" read -r g_key g_value g_rest; do
    [ "$g_key" != Uid: ] || { gorun_uid=$g_value; break; }
  done </proc/self/status
fi
[ -n "$gorun_uid" ] || gorun_uid=$(id -u)
if [ -n "${GORUN_STATE-}" ]; then :
elif [ "$gorun_uid" = 0 ]; then GORUN_STATE=/var/lib/gorun
else GORUN_STATE=${XDG_STATE_HOME:-${HOME:-/nonexistent}/.local/state}/gorun
fi
process_start "$$"
gorun_started=$started
scratch= loaded=
# Folders for the output of programs, numbered: said_at.1, …
said= said_at=$GORUN_STATE/tmp/$$.$gorun_started

Hello() {
  if [ -r /proc/sys/kernel/hostname ]; then IFS= read -r h_name </proc/sys/kernel/hostname; else h_name=$(uname -n); fi
  h_user=${USER:-${LOGNAME:-}}
  [ -n "$h_user" ] || h_user=$(id -un 2>/dev/null || id -u)
  Escape "$h_name"
  h_name=$R
  Escape "$h_user"
  h_root=false
  [ "$gorun_uid" != 0 ] || h_root=true
  printf '{"hello":"gorun-worker","protocol":1,"pid":%s,"started":"%s","engine":"sh","computer":"%s","user":"%s","administrator":%s}\n' \
    "$$" "$gorun_started" "$h_name" "$R" "$h_root"
}

# A long message is announced by its length: read takes bytes one by one, dd takes what is there, and never more than it is told.
Take() {
  line=
  g_left=$1
  while [ "$g_left" -gt 0 ]; do
    g_part=$(dd bs="$g_left" count=1 2>/dev/null; echo .)
    [ "$g_part" != . ] || exit 0
    line=$line${g_part%.}
    g_left=$(($1 - ${#line}))
  done
}

Take_request() {
  id=${line#'{"id":'}
  id=${id%%,*}
  skip=0 failed=0
  while :; do
    (Serve)
    served=$?
    case $served in
      0) break ;;
      111) skip=$((skip + 100)) failed=0 ;;
      1[1-9] | [2-9][0-9] | 10[0-9] | 110) skip=$((skip + served - 10)) failed=1 ;;
      # A signal ended it, or the shell itself: 1, 2 and 126 and more are its own words, as for want of memory.
      *) exit 3 ;;
    esac
  done
  printf '{"id":%s,"done":true}\n' "$id"
}

Hello
while IFS= read -r line; do
  case $line in
    take\ *) Take "${line#take }" ;;
  esac
  case $line in
    '{"id":'*) Take_request ;;
    code*) eval "${line#code}" ;;
    '{"bye":'*) [ -z "${changing-}" ] || Give_lock_back; break ;;
    '') ;;
    *) printf '{"broken":"a line that is no request"}\n' ;;
  esac
done
[ ! -d "$said_at.1" ] || rm -rf -- "$said_at".*
exit 0
