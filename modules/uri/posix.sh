Probe() { :; }

# Name and value of each line of the last answer in the file; a header that comes twice is one, its values told apart by commas.
say_headers() {
  begin_object headers
  # A proxy answers first, and 100 comes before the real one.
  u_lines=$(tr -d '\r' <"$1" | awk '
    /^HTTP\// { count = 0; delete value; next }
    /^[^:]+:/ {
      name = tolower(substr($0, 1, index($0, ":") - 1)); text = substr($0, index($0, ":") + 1); sub(/^[ \t]+/, "", text)
      if (name in value) value[name] = value[name] ", " text
      else { order[++count] = name; value[name] = text }
    }
    END { for (i = 1; i <= count; i++) print order[i] ":" value[order[i]] }')
  set -f
  IFS=$NL
  set -- $u_lines
  IFS=" $TAB$NL"
  set +f
  for u_line in "$@"; do
    u_name=${u_line%%:*}
    case $u_name in *[!A-Za-z0-9_.-]*) continue ;; esac
    say_text "$u_name" "${u_line#*:}"
  done
  end_object
}

say_answer() {
  say_number status "$http_status"
  say_text url "$http_at"
  if [ "$http_hops" -gt 0 ]; then say_bool redirected true; else say_bool redirected false; fi
  say_headers "$scratch/head"
  u_size=$(($(wc -c <"$scratch/body")))
  if [ "$u_size" -gt 1048576 ]; then u_size=1048576 u_more=true; else u_more=false; fi
  say_number content_length "$u_size"
  u_text=$(head -c "$u_size" <"$scratch/body" | tr -d '\000'; echo .)
  say_text content "${u_text%.}"
  say_bool truncated "$u_more"
  say_json elapsed "$((u_took / 100)).$(printf %02d "$((u_took % 100))")"
}

Apply() {
  [ "$1" = request ] || Fail "uri has no action $1"
  scratch
  : >"$scratch/body"
  http_plain="max-time = $p_timeout$NL" http_private= http_body= http_follow=$p_follow_redirects
  [ "$p_validate_certs" = true ] || http_plain="${http_plain}insecure$NL"
  if [ "$p_use_proxy" != true ]; then
    http_setting noproxy '*'
    http_plain=$http_plain$setting
  fi
  http_headers
  if [ -n "${p_body+set}" ]; then
    http_setting data-raw "$p_body"
    http_body=$setting
    case $http_plain in *'header = "'[Cc]ontent-[Tt]ype:*) ;; *) http_body="${http_body}header = \"Content-Type:\"$NL" ;; esac
  fi
  Clock
  u_began=$clock
  http_request "$p_method" "$p_url" "$scratch/body" "$scratch/head" 1048577
  Clock
  u_took=$((clock - u_began))
  # 23, 63: it sent more than is kept.
  case $http_code in
    0 | 23 | 63) ;;
    28) Fail "$http_at did not answer within $p_timeout s" 'Raise timeout, or look at the service.' ;;
    *) Fail "$http_at cannot be asked: ${http_said:-curl ended with $http_code}" 'Check the address, and that the host reaches it.' ;;
  esac
  u_ok=false
  u_at=0
  while [ "$((u_at += 1))" -le "$p_status_code_n" ]; do
    item status_code "$u_at"
    [ "$it" != "$http_status" ] || u_ok=true
  done
  if [ "$u_ok" = true ]; then
    begin_object data
    say_answer
    end_object
    return
  fi
  say_answer
  u_said=$(printf %s "$u_text" | tr '\n\t' '  ' | head -c 200)
  u_said=${u_said%.}
  Fail "$http_at answers $http_status${u_said:+: $u_said}" '`status_code` names other answers that are no failure; see failure.detail.content.'
}
