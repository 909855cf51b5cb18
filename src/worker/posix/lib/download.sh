# Loads a file by HTTP(S) with what the host has for it, so that what gets its name is whole and the very file that was asked for. Needs: files.
# p_size, p_sha256, p_proxy, p_retries, p_stall. URLs and proxies may hold passwords: none of them stands on a command line, where curl is there.

# A value of curl's configuration, quoted.
curl_value() {
  Escape_quotes "$1"
  printf '%s = "%s"\n' "$2" "$R"
}

# $1: URL, $2: file that may hold the beginning. What the program said in $d_said, its exit code as status.
load_once() {
  if has curl; then
    d_said=$(
      {
        curl_value "$1" url
        curl_value "$2" output
        case ${p_proxy-} in
          '') ;;
          none) printf 'noproxy = "*"\n' ;;
          *) curl_value "$p_proxy" proxy ;;
        esac
      } | curl --silent --show-error --fail --location --continue-at - --connect-timeout "$p_stall" \
        --speed-limit 1 --speed-time "$p_stall" --user-agent gorun --config - 2>&1
    )
  elif has wget; then
    d_said=$(
      case ${p_proxy-} in
        '') ;;
        none) unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ;;
        *) http_proxy=$p_proxy https_proxy=$p_proxy; export http_proxy https_proxy ;;
      esac
      wget -q -c -T "$p_stall" -U gorun -O "$2" -- "$1" 2>&1
    )
  else
    Fail 'the host has neither curl nor wget' 'Install one of them, or use method: push.'
  fi
}

# Whether another try may heal it: not where the server says that it does not have the file.
is_final() {
  case $1 in
    *' 404'* | *' 403'* | *' 401'* | *' 410'* | *'No space left'* | *'Failure writing'* | *'Failed writing'* | *'Permission denied'* | *'Read-only'*) return 0 ;;
  esac
  return 1
}

# Leaves the whole, checked file at $2; how many tries that took in $tries.
download_checked() {
  tries=0
  d_fresh=1
  [ ! -s "$2" ] || d_fresh=
  d_pause=1
  while :; do
    tries=$((tries + 1))
    file_facts "$2"
    if [ "${f_size:-0}" -gt "$p_size" ]; then rm -f -- "$2"; f_size=0; fi
    if [ "${f_size:-0}" != "$p_size" ]; then
      load_once "$1" "$2"
      d_code=$?
      file_facts "$2"
    else
      d_code=0
    fi
    if [ "$d_code" = 0 ] && [ "$f_size" = "$p_size" ]; then
      sha256_of "$2" "$f_size"
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
    # 33, 36: the server cannot go on where the file ends.
    case $d_code in 33 | 36) rm -f -- "$2" ;; esac
    free_bytes "$2"
    if [ "$free" -lt 65536 ]; then
      rm -f -- "$2"
      Fail "the disk takes no more after ${f_size:-0} bytes" 'Make room on that drive.'
    fi
    if is_final "$d_said" || [ "$tries" -gt "$p_retries" ]; then
      Fail "$1 cannot be loaded: ${d_said:-the program ended with $d_code} ($tries tries)" 'Check that the host reaches the depot (proxy, firewall), or use method: push.'
    fi
    progress try "$tries"
    sleep "$d_pause"
    [ "$d_pause" -ge 30 ] || d_pause=$((d_pause * 2))
  done
}
