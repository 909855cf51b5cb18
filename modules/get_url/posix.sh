# p_headers, p_proxy, p_stall.
ask_settings() {
  http_plain="connect-timeout = $p_stall${NL}speed-limit = 1${NL}speed-time = $p_stall$NL" http_private= http_body= http_follow=all
  case ${p_proxy-} in
    '') ;;
    none)
      http_setting noproxy '*'
      http_plain=$http_plain$setting
      ;;
    *)
      http_setting proxy "$p_proxy"
      http_plain=$http_plain$setting
      ;;
  esac
  http_headers
}

# The value of a header of the last answer, in $header.
header_of() {
  header=$(tr -d '\r' <"$1" | awk -v wanted="$2" '/^HTTP\// { found = ""; next } { at = index($0, ":"); if (tolower(substr($0, 1, at - 1)) == wanted) found = substr($0, at + 1) } END { print found }')
  header=${header#"${header%%[! ]*}"}
}

# What the server says of its file. A probe makes no files, so the headers come as the body of a HEAD does: on standard output.
say_remote() {
  u_known=false
  http_answer=
  ask_head
  if [ -n "$http_answer" ]; then
    u_size=-1 u_time=
    u_lines=$(printf '%s\n' "$http_answer" | tr -d '\r')
    set -f
    IFS=$NL
    set -- $u_lines
    IFS=" $TAB$NL"
    set +f
    for u_line in "$@"; do
      case $u_line in
        HTTP/*)
          u_size=-1 u_time=
          case $u_line in *' 200'*) u_known=true ;; *) u_known=false ;; esac
          ;;
        [Cc]ontent-[Ll]ength:*) u_size=${u_line#*:} u_size=${u_size# } ;;
        [Ll]ast-[Mm]odified:*) u_time=${u_line#*:} ;;
      esac
    done
    http_date "$u_time"
    case $u_size in '' | *[!0-9-]*) u_size=-1 ;; esac
    if [ "$u_known" = true ] && [ -n "$epoch" ]; then
      begin_object remote
      say_number size "$u_size"
      say_number modified "$epoch"
      end_object
      return
    fi
  fi
  say_null remote
}

# With headers that may let somebody in no redirect is followed: they are for this server. What it then does not tell is loaded.
ask_head() {
  has curl || Fail 'the host has no curl' 'Install it.'
  ask_settings
  curl_text "$p_url"
  u_follow=
  [ -n "$http_private" ] || u_follow="location${NL}proto-redir = \"=http,https\"$NL"
  http_answer=$(printf '%s%s%surl = "%s"\nhead\nmax-time = 60\n' "$http_plain" "$http_private" "$u_follow" "$R" |
    curl -q --silent --globoff --proto =http,https --user-agent gorun --config - 2>/dev/null | head -c 65536)
}

Probe() {
  begin_object put
  say_put_state
  end_object
  has curl || say_bool canLoad false
  if [ -f "$put_root" ]; then
    file_times "$put_root" -L
    say_number modified "$f_mtime"
    if [ -n "${p_algorithm-}" ]; then
      checksum_of "$put_root" "$p_algorithm"
      say_text digest "$checksum"
    else
      say_null digest
    fi
    if [ "$p_ask" = true ]; then say_remote; else say_null remote; fi
  else
    say_null modified
    say_null digest
    say_null remote
  fi
}

# The file at $1, whole; what a broken try left is begun again.
load_whole() {
  u_tries=0
  u_pause=1
  while :; do
    u_tries=$((u_tries + 1))
    : >"$1"
    http_request GET "$p_url" "$1" "$scratch/head" ''
    case $http_code-$http_status in
      0-200) return ;;
      *-404 | *-410) u_why="$u_shown is not there ($http_status)" u_final=1 ;;
      *-408 | *-429 | *-5??) u_why="$u_shown answers $http_status" u_final= ;;
      0-*) u_why="$u_shown answers $http_status" u_final=1 ;;
      23-*) u_why="$1 cannot be written: look for a full disk" u_final=1 ;;
      *) u_why="$u_shown cannot be loaded: ${http_said:-curl ended with $http_code}" u_final= ;;
    esac
    if [ -n "$u_final" ] || [ "$u_tries" -gt "$p_retries" ]; then
      rm -f -- "$1"
      Fail "$u_why" 'Check the address, and that the host reaches it (proxy, firewall).'
    fi
    progress try "$u_tries"
    sleep "$u_pause"
    [ "$u_pause" -ge 30 ] || u_pause=$((u_pause * 2))
  done
}

download() {
  scratch
  ask_settings
  u_shown=${p_url%%[?#]*}
  put_root
  capture_undo
  begin_list made
  put_folder "${put_root%/*}"
  end_list
  u_new=$put_root.gorun-$$
  u_said=$(umask 077; { : >"$u_new"; } 2>&1) || Fail_by_reason "$put_root cannot be written" "$u_said" 'Check the path and who may write there (become).'
  load_whole "$u_new"
  if [ -n "${p_checksum-}" ]; then
    checksum_of "$u_new" "$p_algorithm"
    if [ "$checksum" != "$p_checksum" ]; then
      rm -f -- "$u_new"
      Fail "$u_shown has the checksum $checksum ($p_algorithm); the playbook says $p_checksum" 'Nothing was kept. Find out which of the two is wrong before you go on.'
    fi
  fi
  sha256_of "$u_new"
  file_facts "$u_new"
  u_size=$f_size
  like_former "$u_new" "$put_root"
  set_attributes "$u_new" "${p_mode-}" "${p_owner-}" "${p_group-}" "$u_new"
  header_of "$scratch/head" last-modified
  http_date "$header"
  [ -z "$epoch" ] || set_time "$u_new"
  keep_copy "$put_root"
  put_in_place "$u_new" "$put_root"
  begin_list done
  begin_object ''
  say_text path "$put_root"
  say_text sha256 "$sha256"
  say_or_null kept "$kept"
  end_object
  end_list
  end_object
  begin_object data
  say_number tries "$u_tries"
  say_text sha256 "$sha256"
  say_number size "$u_size"
  end_object
}

# $epoch as the time of change; touch of POSIX takes a date in words of its own.
set_time() {
  u_days=$((epoch / 86400 + 719468))
  u_era=$((u_days / 146097))
  u_doe=$((u_days - u_era * 146097))
  u_yoe=$(((u_doe - u_doe / 1460 + u_doe / 36524 - u_doe / 146096) / 365))
  u_doy=$((u_doe - (365 * u_yoe + u_yoe / 4 - u_yoe / 100)))
  u_mp=$(((5 * u_doy + 2) / 153))
  u_day=$((u_doy - (153 * u_mp + 2) / 5 + 1))
  u_month=$((u_mp + 3))
  u_year=$((u_yoe + u_era * 400))
  if [ "$u_month" -gt 12 ]; then u_month=$((u_month - 12)) u_year=$((u_year + 1)); fi
  u_rest=$((epoch % 86400))
  u_stamp=$(printf '%04d%02d%02d%02d%02d.%02d' "$u_year" "$u_month" "$u_day" "$((u_rest / 3600))" "$((u_rest / 60 % 60))" "$((u_rest % 60))")
  TZ=UTC0 touch -c -m -t "$u_stamp" -- "$1" 2>/dev/null
}

Apply() {
  if [ "$1" = download ]; then download; else apply_put "$1"; fi
}
