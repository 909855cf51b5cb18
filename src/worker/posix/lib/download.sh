# Loads a file by HTTP(S) with what the host has for it, so that what gets its name is whole and the very file that was asked for. Needs: files.
# p_size, p_sha256, p_proxy, p_retries, p_stall. URLs and proxies may hold passwords: they go by standard input and environment, never by a command line.

# What this host loads with, in $loader: curl, wget (GNU's) or busybox; empty: nothing.
find_loader() {
  loader=
  if has curl; then loader=curl
  elif has wget; then
    case $(wget --version 2>/dev/null) in
      GNU*) loader=wget ;;
      *) loader=busybox ;;
    esac
  fi
}

# A value of curl's configuration, quoted.
curl_value() {
  Escape_quotes "$1"
  printf '%s = "%s"\n' "$2" "$R"
}

# One try with curl; its last line is the status of the answer.
load_by_curl() {
  {
    curl_value "$1" url
    curl_value "$2" output
    case ${p_proxy-} in
      '') ;;
      none) printf 'noproxy = "*"\n' ;;
      *) curl_value "$p_proxy" proxy ;;
    esac
    [ "$d_from" = 0 ] || printf 'continue-at = %s\n' "$d_from"
  } | curl -q --silent --show-error --fail --globoff --location --max-redirs 10 --connect-timeout "$p_stall" --speed-limit 1 --speed-time "$p_stall" \
    --max-filesize "$p_size" --user-agent gorun --write-out '\n%{http_code}' --config - 2>&1
}

load_by_wget() {
  case ${p_proxy-} in
    '') ;;
    none) unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ;;
    *) http_proxy=$p_proxy https_proxy=$p_proxy; export http_proxy https_proxy ;;
  esac
  if [ "$loader" = wget ]; then
    printf '%s\n' "$1" | wget -nv -t 1 -c -T "$p_stall" -U gorun -O "$2" -i - 2>&1
    return
  fi
  # Not with -T: the wget of Debian's busybox 1.35 dies of it.
  wget -q -c -U gorun -O "$2" -- "$1" 2>&1 &
  d_pid=$!
  stop_stalled "$d_pid" "$2" >/dev/null 2>&1 &
  d_watch=$!
  wait "$d_pid"
  d_code=$?
  kill "$d_watch"
  wait "$d_watch"
  [ "$?" != 99 ] || echo "wget: it sent nothing for $p_stall s"
  return "$d_code"
}

# Ends a process that has not made a file longer for the time of p_stall.
stop_stalled() {
  trap 'kill "$d_nap" 2>/dev/null; exit 0' TERM
  d_silent=0 d_had=-1
  while [ "$d_silent" -lt "$p_stall" ]; do
    sleep 1 5>&- &
    d_nap=$!
    wait "$d_nap"
    d_has=$(wc -c 2>/dev/null <"$2") || d_has=0
    if [ "$((d_has))" -gt "$d_had" ]; then d_silent=0 d_had=$((d_has)); else d_silent=$((d_silent + 1)); fi
  done
  trap '' TERM
  kill -s KILL "$1"
  exit 99
}

# Tells every second how far it is; nothing that it starts keeps the connection.
tell_size() {
  trap 'kill "$d_nap" 2>/dev/null; exit 0' TERM
  while :; do
    sleep 1 5>&- &
    d_nap=$!
    wait "$d_nap"
    [ ! -f "$1" ] || progress bytes "$(($(wc -c <"$1")))" of "$p_size"
  done
}

# One try: goes on where the file ends, and leaves it longer or whole. Sets $d_code, $d_said and $d_status (empty: no answer came).
load_once() {
  tell_size "$2" &
  d_teller=$!
  d_said=$(
    # Whatever a server sends, it fills the disk no further than the file goes. In blocks of 512 bytes.
    ulimit -f "$((p_size / 512 + 2))" 2>/dev/null
    if [ "$loader" = curl ]; then load_by_curl "$1" "$2"; else load_by_wget "$1" "$2"; fi
  )
  d_code=$?
  { kill "$d_teller"; wait "$d_teller"; } 2>/dev/null
  d_status=
  if [ "$loader" = curl ]; then
    d_status=${d_said##*"$NL"}
    d_said=${d_said%"$NL"*}
    d_said=${d_said%"$NL"}
    d_said=${d_said#'curl: ('*') '}
  else
    case $d_said in
      *'ERROR '[45][0-9][0-9]*) d_status=${d_said##*ERROR } ;;
      *'HTTP/'*' '[45][0-9][0-9]*) d_status=${d_said##*HTTP/} d_status=${d_status#* } ;;
    esac
    d_status=${d_status%"${d_status#???}"}
    d_said=${d_said##*"$NL"}
    d_said=${d_said#wget: }
  fi
}

# What a try that failed means: another one may heal it ($d_why), or the call fails. $1: URL, $2: file.
judge() {
  file_facts "$2"
  d_have=${f_size:-0}
  if [ "$d_have" -gt "$p_size" ] || [ "$d_code" = 63 ]; then
    rm -f -- "$2"
    Fail "$1 sends more than the $p_size bytes of the version index" 'The index and the file do not belong together; mend the depot.'
  fi
  case $d_status in
    404 | 410) Fail "$1 is not there ($d_status)" 'Check the address: its server does not have the file.' ;;
    408 | 429 | 5??) d_why="$1 answers $d_status"; return ;;
    416) rm -f -- "$2"; d_why="$1 cannot be taken up at byte $d_from"; return ;;
    4??) Fail "$1 answers $d_status" 'Check the address and what the server and proxy ask for.' ;;
  esac
  free_bytes "$2"
  case $d_code$d_said in
    *'No space left'* | *'isk quota exceeded'*) free=0 ;;
  esac
  if [ "$free" -lt 65536 ]; then
    # What is there of it would fill the disk for everybody else.
    rm -f -- "$2"
    Fail "the disk takes no more after $d_have bytes" 'Make room on that drive.'
  fi
  case $d_said in
    *'Permission denied'* | *'Read-only file system'*) Fail_by_reason "$2 cannot be written" "$d_said" ;;
  esac
  # Why it could not write is said by the shell.
  if [ "$loader" = curl ] && [ "$d_code" = 23 ]; then
    d_reason=$({ : >>"$2"; } 2>&1)
    d_reason=${d_reason##*: }
    Fail "$2 cannot be written: ${d_reason:-$d_said}" 'Check the path and who may write there (become), and look for a full disk.'
  fi
  if [ "$loader" = curl ] && [ "$d_code" = 28 ] && [ "${d_status:-000}" != 000 ]; then
    d_why="$1 sent nothing for $p_stall s, after $d_have bytes"
  elif [ "$loader" = busybox ] && [ "$d_said" = "it sent nothing for $p_stall s" ]; then d_why="$1 sent nothing for $p_stall s, after $d_have bytes"
  elif [ "$d_have" -gt "$d_from" ]; then d_why="$1 ended after $d_have of $p_size bytes"
  elif [ "$d_from" -gt 0 ] && [ "${d_status:-000}" != 000 ]; then
    # A server that cannot go on where the file ends: all of it, then.
    rm -f -- "$2"
    d_why="$1 cannot be taken up at byte $d_from"
  else d_why="$1 cannot be reached: ${d_said:-the program ended with $d_code}"
  fi
}

# Leaves the whole, checked file at $2; how many tries that took in $tries.
download_checked() {
  find_loader
  case $loader$1 in
    http*) Fail 'the host has neither curl nor wget' 'Install one of them, or use method: push.' ;;
    busybox*://*@*) Fail 'the only wget of this host would show the password in the address to all its users' 'Install curl, or use method: push.' ;;
  esac
  tries=0 d_pause=0.5 d_fresh=1
  [ ! -s "$2" ] || d_fresh=
  while :; do
    file_facts "$2"
    d_from=${f_size:-0}
    [ "$d_from" -le "$p_size" ] || { rm -f -- "$2"; d_from=0; }
    d_code=0
    if [ "$d_from" != "$p_size" ]; then
      tries=$((tries + 1))
      load_once "$1" "$2"
      file_facts "$2"
    fi
    if [ "$d_code" = 0 ] && [ "${f_size:-0}" = "$p_size" ]; then
      sha256_of_facts "$2"
      [ "$sha256" != "$p_sha256" ] || return 0
      rm -f -- "$2"
      [ -z "$d_fresh" ] || Fail "$1 has the checksum $sha256; the version index says $p_sha256" 'Nothing was kept. Find out which of the two is wrong before you go on.'
      # What was left from before may have been part of another file.
      d_fresh=1
      continue
    fi
    if [ "$d_code" = 0 ]; then
      rm -f -- "$2"
      Fail "$1 has ${f_size:-0} bytes; the version index says $p_size" 'The index and the file do not belong together; mend the depot.'
    fi
    judge "$1" "$2"
    # A beginning that a server cannot go on with costs no try.
    if [ "$d_from" -gt 0 ] && [ ! -e "$2" ]; then
      tries=$((tries - 1)) d_fresh=1
      continue
    fi
    if [ "$tries" -gt "$p_retries" ]; then
      d_words="$tries tries"
      [ "$tries" != 1 ] || d_words='one try'
      Fail "$d_why ($d_words)" 'Check that the host reaches the depot (proxy, firewall), or use method: push.'
    fi
    progress try "$tries"
    sleep "$d_pause" 2>/dev/null || sleep 1
    case $d_pause in
      0.5) d_pause=1 ;;
      1 | 2 | 4 | 8) d_pause=$((d_pause * 2)) ;;
      *) d_pause=30 ;;
    esac
  done
}
