# One look: $w_met (true, false) and $w_seen, what was found, or why it is not so.
Look() {
  w_seen=
  if [ -n "${p_port-}" ]; then
    if [ "$p_state" = drained ]; then Look_drained; else Look_port; fi
  elif [ -n "${p_service-}" ]; then Look_service
  elif [ -n "${p_search_regex-}" ]; then Look_text
  else
    w_there=false
    if [ -e "$p_path" ] || [ -L "$p_path" ]; then w_there=true; fi
    if [ "$w_there" = true ]; then w_seen="$p_path is there"; else w_seen="$p_path is not there"; fi
    Met "$w_there"
  fi
}

# Whether what is there, or not, is what is wanted.
Met() {
  case $p_state in
    started | present) w_met=$1 ;;
    *) if [ "$1" = true ]; then w_met=false; else w_met=true; fi ;;
  esac
}

Look_port() {
  w_seen="it takes no connection within $p_connect_timeout s"
  if Connects; then
    w_seen='it takes connections'
    Met true
  else
    Met false
  fi
}

# A program that the host has: each gets host and port as arguments, not as a part of a script.
Connects() {
  if has bash && has timeout; then
    w_said=$(timeout "$p_connect_timeout" bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$p_host" "$p_port" 2>&1 5>&-) && return
  elif has curl; then
    w_said=$(curl --silent --show-error --noproxy '*' --connect-timeout "$p_connect_timeout" --max-time "$p_connect_timeout" "telnet://$p_host:$p_port" 2>&1 5>&-)
    # It may end for many reasons once it is connected: only these say that it never was. 28 is the end of the time, of a connection too.
    case $? in
      5 | 6 | 7) ;;
      28) case $w_said in *'Connection timed out'* | *'ailed to connect'*) ;; *) return 0 ;; esac ;;
      *) return 0 ;;
    esac
  elif has nc; then
    w_said=$(nc -z -w "$p_connect_timeout" "$p_host" "$p_port" 2>&1 5>&-) && return
    case $w_said in
      # That of some busybox can only talk: one that still does after the time for a connection is connected.
      *'invalid option'* | *'unrecognized option'*)
        has timeout || Fail 'the nc of this host cannot try a port' 'Install bash or curl.'
        w_said=$(timeout "$((p_connect_timeout + 1))" nc -w "$p_connect_timeout" "$p_host" "$p_port" 2>&1 >/dev/null 5>&-)
        case $? in 0 | 124 | 143) return 0 ;; esac
        ;;
    esac
  else
    case $p_host in 127.* | localhost | ::1) ;; *) Fail 'the host has neither bash with timeout, nor nc, nor curl to try a port of another one' 'Install one of them.' ;; esac
    Listens
    return
  fi
  w_said=${w_said##*"$NL"}
  [ -z "$w_said" ] || w_seen=${w_said##*: }
  return 1
}

# The sockets of the host as lines, in $w_sockets: number, local address and port, remote ones, state, in hexadecimal numbers.
Sockets() {
  [ -r /proc/net/tcp ] || Fail 'the host does not tell of its connections in /proc/net/tcp'
  w_sockets=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null)
}

Listens() {
  Sockets
  w_found=$(printf '%s\n' "$w_sockets" | awk -v port="$(printf %04X "$p_port")" '$4 == "0A" && substr($2, length($2) - 3) == port { print "yes"; exit }')
  [ -n "$w_found" ]
}

# Addresses of IPv4 as /proc writes them, of names too; one a line.
Addresses() {
  for w_name in "$@"; do
    case $w_name in
      *[!0-9.]*)
        w_hosts=$(getent ahostsv4 "$w_name" 2>/dev/null) || continue
        printf '%s\n' "$w_hosts" | awk '{ print $1 }'
        ;;
      *) printf '%s\n' "$w_name" ;;
    esac
  done | awk -F . 'NF == 4 { printf "%02X%02X%02X%02X\n", $4, $3, $2, $1 }'
}

# What is over on both sides and only remembered (06, 07) does not count, nor does what listens (0A).
Look_drained() {
  case $p_host in
    0.0.0.0 | :: | '*') w_own= ;;
    *)
      w_own=$(Addresses "$p_host")
      [ -n "$w_own" ] || Fail "$p_host is no address of the host in IPv4" 'Give 0.0.0.0 for all of them.'
      ;;
  esac
  set --
  w_at=0
  while [ "$((w_at += 1))" -le "${p_exclude_hosts_n-0}" ]; do
    item exclude_hosts "$w_at"
    set -- "$@" "$it"
  done
  w_passed=$(Addresses "$@")
  Sockets
  w_open=$(printf '%s\n' "$w_sockets" | awk -v port="$(printf %04X "$p_port")" -v own=" $(printf %s "$w_own" | tr '\n' ' ') " -v passed=" $(printf %s "$w_passed" | tr '\n' ' ') " '
    function address(text) { sub(/:.*/, "", text); return length(text) == 32 ? substr(text, 25) : text }
    $4 ~ /^[0-9A-F][0-9A-F]$/ && $4 != "06" && $4 != "07" && $4 != "0A" && substr($2, length($2) - 3) == port {
      if (own !~ /^ *$/ && index(own, " " address($2) " ") == 0) next
      if (index(passed, " " address($3) " ")) next
      count++
    }
    END { print count + 0 }')
  if [ "$w_open" = 1 ]; then w_seen='there is one connection'; else w_seen="there are $w_open connections"; fi
  if [ "$w_open" = 0 ]; then w_met=true; else w_met=false; fi
}

Look_service() {
  has systemctl && [ -d /run/systemd/system ] || Fail 'this host does not run systemd' 'Wait for its port or a file instead.'
  w_facts=$(systemctl show --property=LoadState,ActiveState -- "$p_service" 2>&1) || Fail "systemd does not tell of $p_service: ${w_facts##*"$NL"}"
  w_active=inactive
  w_there=true
  case $w_facts in *ActiveState=active*) w_active=active ;; *ActiveState=reloading*) w_active=active ;; esac
  case $w_facts in *LoadState=not-found*) w_there=false ;; esac
  if [ "$w_there" = false ]; then w_seen="the service $p_service is not there"; else w_seen="the service $p_service is $w_active"; fi
  case $p_state in
    present | absent) Met "$w_there" ;;
    started) if [ "$w_active" = active ]; then w_met=true; else w_met=false; fi ;;
    *) if [ "$w_there" = true ] && [ "$w_active" != active ]; then w_met=true; else w_met=false; fi ;;
  esac
}

Look_text() {
  if [ ! -f "$p_path" ] || [ ! -r "$p_path" ]; then
    w_seen="$p_path cannot be read"
    Met false
    return
  fi
  w_said=$(grep -E -e "$p_search_regex" </dev/null 2>&1)
  [ "$?" -le 1 ] || Fail "search_regex is no extended regular expression: ${w_said##*: }" 'See `man grep`.'
  if tr -d '\000' <"$p_path" | grep -Eq -e "$p_search_regex"; then
    w_seen=$(tr -d '\000' <"$p_path" | grep -Eo -e "$p_search_regex" | head -n 1 | head -c 1000)
    Met true
  else
    w_seen="$p_path does not hold it"
    Met false
  fi
}

Probe() {
  Look
  say_bool met "$w_met"
  say_text seen "$w_seen"
}

# Hundredths of a second, in $ticks.
Ticks() {
  Clock
  ticks=$clock
  if [ "$ticks" = 0 ]; then
    now
    ticks=$((now * 100))
  fi
}

# Hundredths of a second; where sleep knows no fractions, whole ones.
Pause() {
  [ "$1" -gt 0 ] || return 0
  sleep "$(($1 / 100)).$(printf %02d "$(($1 % 100))")" 2>/dev/null || sleep "$((($1 + 99) / 100))"
}

say_elapsed() { say_json elapsed "$((($1 + 5) / 100)).$((($1 + 5) / 10 % 10))"; }

Apply() {
  [ "$1" = wait ] || Fail "wait_for has no action $1"
  Ticks
  w_began=$ticks
  sleep "$p_delay" 2>/dev/null || sleep "${p_delay%.*}"
  Ticks
  w_first=$ticks
  w_looks=0
  while :; do
    w_looks=$((w_looks + 1))
    Look
    Ticks
    [ "$w_met" = false ] || break
    if [ "$((ticks - w_first + p_pause))" -gt "$p_limit" ]; then
      say_elapsed "$((ticks - w_began))"
      say_number wait_attempts "$w_looks"
      say_text seen "$w_seen"
      w_said="waited $p_timeout s until $p_words: $w_seen"
      Fail "${p_msg-$w_said}" 'Raise timeout, or look at why it does not come about.'
    fi
    if [ "$((w_looks % 10))" = 1 ]; then progress seconds "$(((ticks - w_first) / 100))"; fi
    Pause "$p_pause"
  done
  begin_object data
  say_elapsed "$((ticks - w_began))"
  say_number wait_attempts "$w_looks"
  if [ -n "${p_search_regex-}" ]; then say_text match "$w_seen"; else say_text match ''; fi
  end_object
}
