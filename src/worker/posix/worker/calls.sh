# One call: its receipt, its outcome.

Run_call() {
  J= Jsep= Jclose= c_at=
  if [ "$failed" = 1 ] && [ -n "$c_needs" ]; then
    Answer '"ok":false,"error":{"kind":"skipped","message":"not run: the call before it failed"},"ms":0'
    return
  fi
  failed=0
  Clock
  c_began=$clock
  running=1
  [ -z "$c_variables" ] || Set_variables
  [ -z "$c_receipt" ] || Open_receipt
  if [ -n "$c_code" ]; then Call_code; else Call_own; fi
  [ "$c_fn" = Probe ] || facts_of= looked=
  [ -z "$c_variables" ] || Reset_variables
  Elapsed
  c_outcome="\"ok\":true,\"value\":{$J$Jclose},\"ms\":$elapsed"
  running=0
  [ -z "$c_at" ] || Close_receipt
  Answer "$c_outcome"
}

Call_code() {
  if [ "$c_code" != "$loaded" ]; then
    eval "c_text=\${src_$c_code-}"
    [ -n "$c_text" ] || Fail_as protocol "the source $c_code was never sent to this worker"
    unset -f Probe Apply Settle Unsent Prepare 2>/dev/null
    loaded=$c_code
    eval "$c_text"
  fi
  case $c_fn in
    [A-Z]*) has "$c_fn" || Fail_as protocol "the module's script has no function $c_fn, or is no valid sh" ;;
    *) Fail_as protocol "the module's script has no function $c_fn" ;;
  esac
  "$c_fn" "$c_action"
}

Call_own() {
  case $c_fn in
    ping) ;;
    lock) Own_lock ;;
    unlock) Own_unlock ;;
    settle) Own_settle ;;
    stop) Own_stop ;;
    boot) Own_boot ;;
    state) Own_state ;;
    environment) say_text path "$PATH" ;;
    file.put) Own_put ;;
    file.end) Own_end ;;
    file.get) Own_get ;;
    *) Fail_as protocol "the worker has no function $c_fn" ;;
  esac
}

Answer() { printf '{"id":%s,"n":%s,%s}\n' "$id" "$n" "$1" >&5; }

# Hundredths of a second since the machine started; 0 where it does not tell.
Clock() {
  clock=0
  [ -r /proc/uptime ] || return 0
  IFS=' ' read -r clock c_idle </proc/uptime
  clock=${clock%.*}${clock#*.}
}

Elapsed() {
  Clock
  elapsed=$(((clock - c_began) * 10))
}

# What the call said becomes the failure's detail. Later calls are taken up by a new process: nothing of this one is left half done.
Fail_as() {
  Elapsed
  f_kind=$1
  Escape "$2"
  f_error="\"kind\":\"$f_kind\",\"message\":\"$R\""
  if [ -n "${3-}" ]; then
    Escape "$3"
    f_error="$f_error,\"fix\":\"$R\""
  fi
  [ -z "$J$Jclose" ] || f_error="$f_error,\"detail\":{$J$Jclose}"
  c_outcome="\"ok\":false,\"error\":{$f_error},\"ms\":$elapsed"
  running=0
  [ -z "$c_at" ] || Close_receipt
  Answer "$c_outcome"
  Served $((n + 11 - skip))
}

Fail() { Fail_as failed "$@"; }

# `exit` in a script, or a script that is none: the call fails and the worker ends; the controller starts a new one.
Stray_exit() {
  trap - 0
  if [ "${running-0}" = 1 ]; then
    Elapsed
    c_outcome="\"ok\":false,\"error\":{\"kind\":\"failed\",\"message\":\"the script ended the worker: it called exit, is no valid sh, or took more memory than the shell may have\"},\"ms\":$elapsed"
    [ -z "$c_at" ] || Close_receipt
    Answer "$c_outcome"
  fi
  Clear_request
  exit 255
}

progress() {
  p__news=
  while [ $# -gt 1 ]; do
    p__news="$p__news,\"$1\":$2"
    shift 2
  done
  printf '{"id":%s,"n":%s,"progress":{%s}}\n' "$id" "$n" "${p__news#,}" >&5
}

# Environment variables of the call; what they were comes back after it.
Set_variables() {
  for v_name in $c_variables; do
    case $v_name in
      *_proxy) ;;
      # What the worker itself works by, or could: these are for programs only, see own_locale.
      [!A-Z]* | IFS | LC_* | LANG* | ENV | GORUN_STATE | J | Jsep | Jclose | R | NL | TAB)
        c_own="$c_own $v_name"
        eval "x_$v_name=\$e_$v_name"
        continue
        ;;
    esac
    eval "was_$v_name=\${$v_name-} had_$v_name=\${$v_name+set}; $v_name=\$e_$v_name; export $v_name"
  done
}

Reset_variables() {
  for v_name in $c_variables; do
    case "$c_own " in *" $v_name "*) unset "e_$v_name" "x_$v_name"; continue ;; esac
    eval "if [ -n \"\$had_$v_name\" ]; then $v_name=\$was_$v_name; else unset $v_name; fi; unset e_$v_name"
  done
}
