# The lock of the host: the file `lock`. Who makes lock.guard, which only one can, may change it: it writes the new lock into that and gives it the
# lock's name. Its lines: run, holder, since, lease, pid and start of the worker that has it, pid of the process that renews it. Its time of
# last change is its last renewal.

Guard() {
  state_folder
  g_try=0
  until Make_guard; do
    g_try=$((g_try + 1))
    # Whoever made it needs a moment only: one that is a minute old was left by a crash.
    [ -z "$(find "$GORUN_STATE/lock.guard" -prune -mmin +1 2>/dev/null)" ] || rm -rf -- "$GORUN_STATE/lock.guard"
    [ "$g_try" -lt 100 ] || Fail "$GORUN_STATE/lock.guard stays in use" 'Remove that file if no run is under way.'
    [ -w "$GORUN_STATE" ] || Fail "gorun's folder $GORUN_STATE cannot be written" 'Let this account write there, or use become.'
    Nap
  done
}

Make_guard() {
  set -C
  { : >"$GORUN_STATE/lock.guard"; } 2>/dev/null
  g_made=$?
  set +C
  return "$g_made"
}

Unguard() { rm -f -- "$GORUN_STATE/lock.guard"; }

Read_lock() {
  l_run= l_holder= l_since= l_lease= l_pid= l_started= l_renewer=
  [ -f "$GORUN_STATE/lock" ] || return 1
  {
    IFS= read -r l_run; IFS= read -r l_holder; IFS= read -r l_since; IFS= read -r l_lease
    IFS= read -r l_pid; IFS= read -r l_started; IFS= read -r l_renewer
  } <"$GORUN_STATE/lock"
  # Cut short by a crash: nobody can have got the answer that the lock is theirs.
  [ -n "$l_renewer" ]
}

Own_this_lock() { Read_lock && [ "$l_pid" = "$$" ] && [ "$l_started" = "$gorun_started" ]; }

# p_run, p_holder, p_lease (seconds), p_steal.
Own_lock() {
  Guard
  l_date=$(date -u '+%s %Y-%m-%d %H:%M:%SZ')
  now=${l_date%% *}
  l_taken=free
  if Read_lock; then
    mtime_of "$GORUN_STATE/lock"
    l_seen="$((now - mtime)) s ago"
    [ "${mtime:-0}" -le "$now" ] || Count_from_now
    if [ "$l_run" = "$p_run" ]; then l_taken=again
    elif [ "$p_steal" = true ]; then l_taken=stolen
    elif [ "$((mtime + l_lease))" -lt "$now" ]; then l_taken=lease-over
    else Lock_held
    fi
    begin_object before
    say_text run "$l_run"
    say_text holder "$l_holder"
    say_text since "$l_since"
    end_object
  fi
  [ "$l_taken" != free ] || Clear_old_receipts
  # What another run kept and did not give back: nobody takes its steps back any more.
  [ "$l_taken" = again ] || { Clear_kept; Clear_gone; }
  [ "$l_taken" = again ] || l_since=${l_date#* }
  Renew "$((p_lease / 3))"
  { printf '%s\n' "$p_run" "$p_holder" "$l_since" "$p_lease" "$$" "$gorun_started" "$renewer" >"$GORUN_STATE/lock.guard"; } 2>/dev/null &&
    mv -f -- "$GORUN_STATE/lock.guard" "$GORUN_STATE/lock" || Lock_unwritten
  # Room for some thirty receipts; see Claim_step.
  [ -s "$GORUN_STATE/reserve" ] || { printf '%131072s' '' >"$GORUN_STATE/reserve"; } 2>/dev/null || :
  say_text taken "$l_taken"
  say_text since "$l_since"
}

# The clock went back since the last renewal: the lease runs from when that was first seen.
Count_from_now() {
  TZ=UTC0 touch -c -t "$(date -u +%Y%m%d%H%M.%S)" -- "$GORUN_STATE/lock"
  l_seen="which lies ahead of the host's clock; counted from now"
  mtime=$now
}

Lock_held() {
  Unguard
  say_text run "$l_run"
  say_text holder "$l_holder"
  say_text since "$l_since"
  say_number lease "$l_lease"
  Fail_as lock-held "$l_holder holds the lock of this host since $l_since (run $l_run)" \
    "Wait for that run. If it is dead, its lock can be taken $l_lease s after its last sign of life ($l_seen), or now with --steal-lock."
}

Lock_unwritten() {
  kill "$renewer" 2>/dev/null
  Unguard
  Fail "$GORUN_STATE/lock cannot be written" 'Look for a full or read-only disk.'
}

# Renews the lock every $1 seconds, as long as the worker lives and has it.
Renew() {
  (
    trap 'kill "$r_nap" 2>/dev/null; exit' TERM
    while :; do
      sleep "$1" &
      r_nap=$!
      wait "$r_nap"
      process_start "$$" && [ "$started" = "$gorun_started" ] && Own_this_lock || exit 0
      touch -c -- "$GORUN_STATE/lock"
    done
  ) </dev/null >/dev/null 2>&1 5>&- &
  renewer=$!
}

# Where the bye says "keep", the host was not rescued: what steps kept stays until the next run takes the lock.
Give_lock_back() {
  Own_this_lock || return 1
  kill "$l_renewer" 2>/dev/null
  case ${line-} in '{"bye":true,"keep":true}'*) ;; *) Clear_kept ;; esac
  rm -f -- "$GORUN_STATE/lock" "$GORUN_STATE/reserve"
}

Own_unlock() {
  if Give_lock_back; then say_bool released true; else say_bool released false; fi
}

# What steps moved aside so that they can be taken back, and what was sent and not yet put in place. *.at names what had to stay on its own
# file system.
Clear_kept() {
  for k_folder in "$GORUN_STATE/kept" "$GORUN_STATE/incoming"; do
    [ -d "$k_folder" ] || continue
    for k_at in "$k_folder"/*.at; do
      [ -f "$k_at" ] && IFS= read -r k_place <"$k_at" && case $k_place in /*/.gorun-kept.*) rm -rf -- "$k_place" ;; esac
    done
    rm -rf -- "$k_folder"
  done
}

# What workers that are gone have left in tmp, as where their connection was killed: PID, verify.PID or PID.START.NUMBER.
Clear_gone() {
  for k_left in "$GORUN_STATE"/tmp/[0-9]* "$GORUN_STATE"/tmp/verify.[0-9]*; do
    [ -d "$k_left" ] || continue
    k_name=${k_left##*/}
    k_name=${k_name#verify.}
    process_start "${k_name%%.*}"
    case $k_name in
      *.*.*)
        k_start=${k_name#*.}
        [ "$started" != "${k_start%.*}" ] || continue
        ;;
      *) [ -z "$started" ] || continue ;;
    esac
    rm -rf -- "$k_left"
  done
}
