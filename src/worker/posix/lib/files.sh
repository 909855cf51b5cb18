# Files and folders: what is there, making, putting in place, keeping for a way back.

# What stat of GNU and busybox is asked for; of BSD the same in its own words. A bar would stand for "or" in a pattern of ksh, so they are told apart by colons.
facts_gnu='%s:%a:%U:%G:%u:%g:%Y:%d:%i:%y' facts_bsd='%z:%Mp%Lp:%Su:%Sg:%u:%g:%m:%d:%i:%Fm'

# $f_kind (file, folder, link, other; empty where nothing is), $f_size, $f_mode (4 digits), $f_owner, $f_group, $f_uid, $f_gid, $f_mtime, and
# $f_identity, by which what was read of it holds until it changes. A link is not followed, unless -L stands behind the path.
file_facts() {
  facts_of=
  f_kind= f_size= f_mode= f_owner= f_group= f_uid= f_gid= f_mtime= f_identity=
  [ -e "$1" ] || [ -L "$1" ] || return 0
  f_follow=${2-}
  [ -e "$1" ] || f_follow=
  look_at "$1"
  if [ -L "$1" ] && [ -z "$f_follow" ]; then f_kind=link
  elif [ -d "$1" ]; then f_kind=folder
  elif [ -f "$1" ]; then f_kind=file
  else f_kind=other
  fi
  f_size=${f_said%%:*}; f_said=${f_said#*:}
  f_mode=${f_said%%:*}; f_said=${f_said#*:}
  f_owner=${f_said%%:*}; f_said=${f_said#*:}
  f_group=${f_said%%:*}; f_said=${f_said#*:}
  f_uid=${f_said%%:*}; f_said=${f_said#*:}
  f_gid=${f_said%%:*}; f_said=${f_said#*:}
  f_mtime=${f_said%%:*}
  f_identity=$f_size:${f_said#*:}
  case $f_mode in
    ?) f_mode=000$f_mode ;;
    ??) f_mode=00$f_mode ;;
    ???) f_mode=0$f_mode ;;
  esac
  facts_of=$1
}

# What stat says of a path, in $f_said. For a probe all paths that the request names are looked at together, once until a step runs: a started program
# costs more than many looks.
look_at() {
  if [ "${c_fn-}" = Probe ]; then
    [ -n "${looked-}" ] || look_ahead
    case $looked in
      *"$NL$1$NL"*)
        if [ -z "$f_follow" ] || [ ! -L "$1" ]; then
          f_said=${looked#*"$NL$1$NL"}
          f_said=${f_said%%"$NL"*}
          return
        fi
        ;;
    esac
  fi
  f_said=$(stat $f_follow -c "$facts_gnu" -- "$1" 2>/dev/null) ||
    f_said=$(stat $f_follow -f "$facts_bsd" -- "$1" 2>/dev/null) ||
    Fail "$1 cannot be looked at" 'Use become, or another account.'
}

# Fills $looked: lines in pairs, a path that is there and what stat says of it. Paths with characters that JSON escapes are left to their own turn.
look_ahead() {
  looked=$NL
  set --
  for look_name in path dest; do
    look_rest=$line
    while :; do
      case $look_rest in
        *"\"p_$look_name\":\"/"*) ;;
        *) break ;;
      esac
      look_rest=${look_rest#*"\"p_$look_name\":\""}
      look_path=${look_rest%%\"*}
      case $look_path in
        /*\\* | [!/]*) continue ;;
      esac
      [ -e "$look_path" ] || [ -L "$look_path" ] || continue
      set -- "$@" "$look_path"
    done
  done
  [ $# -gt 1 ] || return 0
  look_said=$(stat -c "$facts_gnu" -- "$@" 2>/dev/null) || return 0
  for look_path in "$@"; do
    looked=$looked$look_path$NL${look_said%%"$NL"*}$NL
    look_said=${look_said#*"$NL"}
  done
}

# The size of a file, in $f_size: known where it was the last to be looked at and no step has run since.
size_of() { [ "$1" = "${facts_of-}" ] && [ "$f_kind" = file ] || file_facts "$1" -L; }

# $sha256 of the file that file_facts has just looked at. A step and the probe behind it, which travel in one request, read it once: what has the same
# inode, size and time of last change, to the fraction of a second, has not been written to in between.
sha256_of_facts() {
  case $f_identity in
    *.000000000*) f_identity= ;;
    *.*) ;;
    *) f_identity= ;;
  esac
  if [ -n "$f_identity" ] && [ "$f_identity" = "${memo_sum_of-}" ]; then
    sha256=$memo_sum
    return
  fi
  sha256_of "$1" "$f_size"
  memo_sum_of=$f_identity memo_sum=$sha256
}

# $f_atime, $f_mtime, $f_ctime: seconds since 1970.
file_times() {
  f_said=$(stat ${2-} -c '%X:%Y:%Z' -- "$1" 2>/dev/null) || f_said=$(stat ${2-} -f '%a:%m:%c' -- "$1" 2>/dev/null) || Fail "$1 cannot be looked at"
  f_atime=${f_said%%:*}
  f_ctime=${f_said##*:}
  f_mtime=${f_said#*:}
  f_mtime=${f_mtime%:*}
}

# $checksum of a file by sha1, sha256, sha384, sha512 or md5.
checksum_of() {
  checksum=
  if has "${2}sum"; then checksum=$("${2}sum" <"$1")
  elif [ "$2" != md5 ] && has shasum; then checksum=$(shasum -a "${2#sha}" <"$1")
  elif has openssl; then checksum=$(openssl dgst "-$2" -r <"$1")
  fi
  checksum=${checksum%% *}
  [ -n "$checksum" ] || Fail "the host has no program for checksums by $2, or cannot read $1" 'Use sha256, or install coreutils or openssl.'
}

# Base64 on one line of what comes in.
base64_of() {
  if has base64; then base64 | tr -d '\n'; else openssl base64 -A; fi
}

# The bytes that Base64 stands for. It says why not on standard error, for a call cannot fail from inside of a pipe.
bytes_of() {
  if has base64; then base64 -d
  elif has openssl; then openssl base64 -d -A
  else
    echo 'the host has neither base64 nor openssl' >&2
    return 1
  fi
}

# The nearest folder above a path that is there, in $above.
nearest_folder() {
  above=$1
  until [ -d "$above" ]; do
    above=${above%/*}
    [ -n "$above" ] || above=/
  done
}

# Bytes that are free where a path is, or will be, in $free.
free_bytes() {
  nearest_folder "$1"
  free=$(df -Pk -- "$above" 2>/dev/null)
  free=${free##*"$NL"}
  # The name of the device may hold blanks: the numbers stand before the percentage.
  free=${free%%\%*}
  set -- $free
  while [ $# -gt 2 ]; do shift; done
  case ${1-} in
    '' | *[!0-9]*) free=0 ;;
    *) free=$(($1 * 1024)) ;;
  esac
}

# Fails with $1, the system's reason at the end of $2, and what that reason asks for; $3: what any other asks for.
Fail_by_reason() {
  case $2 in
    *'No space left'* | *'uota exceeded'*) b_fix='Make room on that drive.' ;;
    *'Read-only file system'*) b_fix='Mount that file system for writing, or choose another path.' ;;
    *) b_fix=${3:-Check who may write there (become).} ;;
  esac
  Fail "$1${2:+: ${2##*: }}" "$b_fix"
}

# Makes a folder with those above it; $made is the first that was missing, or empty.
make_folder() {
  made=
  [ ! -d "$1" ] || return 0
  nearest_folder "$1"
  m_rest=${1#"${above%/}"/}
  made=${above%/}/${m_rest%%/*}
  m_said=$(mkdir -p -- "$1" 2>&1) || Fail_by_reason "the folder $1 cannot be made" "$m_said" 'Check the path and who may write there (become).'
}

# Removes a folder and those above it, up to $2, the first that was made ($made of make_folder); what holds something stays.
unmake_folder() {
  m_at=$1
  while [ -n "$2" ]; do
    case $m_at/ in "$2"/*) ;; *) return ;; esac
    [ ! -d "$m_at" ] || rmdir -- "$m_at" 2>/dev/null || return 0
    m_at=${m_at%/*}
  done
}

# Gives a whole file its name; the rename is atomic where both are on one file system.
put_in_place() {
  m_said=$(mv -f -- "$1" "$2" 2>&1) || Fail_by_reason "$2 cannot be replaced" "$m_said"
}

# Moves a file or folder to where it is kept until the run gives the host back; its new path in $kept. On another file system than gorun's folder it
# stays beside itself, under a name of gorun's.
keep_aside() {
  kept=
  [ -e "$1" ] || [ -L "$1" ] || return 0
  state_folder kept
  k_serial=$((${k_serial-0} + 1))
  kept=$folder/$$.$id.$n.$k_serial
  # Whose it is stands there before anything is moved: a step that is cut short is taken back by that.
  { printf '%s\n' "$1" >"$kept.of"; } 2>/dev/null || Fail "$kept.of cannot be written" 'Look for a full or read-only disk.'
  if [ "$(device_of "$1")" = "$(device_of "$folder")" ]; then
    m_said=$(mv -- "$1" "$kept" 2>&1) || Fail_by_reason "$1 cannot be moved aside" "$m_said"
  else
    k_beside=${1%/*}/.gorun-kept.$$.$id.$n.$k_serial
    { printf '%s\n' "$k_beside" >"$kept.at"; } 2>/dev/null || Fail "$kept.at cannot be written" 'Look for a full or read-only disk.'
    m_said=$(mv -- "$1" "$k_beside" 2>&1) || Fail_by_reason "$1 cannot be moved aside" "$m_said"
    kept=$k_beside
  fi
}

# What was last kept of a path and is still there, in $kept; empty where there is nothing.
find_kept() {
  kept= k_newest=
  for k_of in "$GORUN_STATE"/kept/*.of; do
    [ -f "$k_of" ] && IFS= read -r k_path <"$k_of" && [ "$k_path" = "$1" ] || continue
    k_place=${k_of%.of}
    [ ! -f "$k_place.at" ] || IFS= read -r k_place <"$k_place.at"
    [ -e "$k_place" ] || [ -L "$k_place" ] || continue
    [ -z "$k_newest" ] || [ -n "$(find "$k_of" -prune -newer "$k_newest" 2>/dev/null)" ] || continue
    k_newest=$k_of kept=$k_place
  done
}

device_of() { stat -c %d -- "$1" 2>/dev/null || stat -f %d -- "$1"; }
