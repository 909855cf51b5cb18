# Receipts: one file per step, receipts/RUN/STEP.jsonl. Lines are only ever added, each flushed to the disk: the intent before the step, its
# outcome behind it. The first line is a claim: the file is made only where there is none.

Add_line() {
  { printf '%s\n' "$2" >>"$1"; } 2>/dev/null || return 1
  sync -d -- "$1" 2>/dev/null || sync
}

# 1: the file is there already, or cannot be made. 2: the disk takes nothing into it.
Claim() {
  c_made=
  set -C
  { { c_made=1; printf '%s\n' "$2"; } >"$1"; } 2>/dev/null
  c_claimed=$?
  set +C
  if [ "$c_claimed" != 0 ]; then
    [ -n "$c_made" ] || return 1
    rm -f -- "$1"
    return 2
  fi
  sync -d -- "$1" 2>/dev/null || sync
}

# A full disk must not keep a host from being put back as it was: the undo of a step may have what was reserved for it.
Claim_step() {
  Claim "$1" "$2" && return
  case $?$1 in
    2*_undo.*) ;;
    *) return 1 ;;
  esac
  rm -f -- "$GORUN_STATE/reserve"
  Claim "$1" "$2"
}

Receipt_path() {
  state_folder "receipts/${1%/*}"
  r_path=$GORUN_STATE/receipts/$1
}

Open_receipt() {
  Receipt_path "$c_receipt"
  r_line="{\"intent\":$c_intent,\"code\":\"$c_code\",\"fn\":\"$c_fn\",\"worker\":{\"pid\":$$,\"started\":\"$gorun_started\"}}"
  if ! Claim_step "$r_path" "$r_line"; then
    [ -e "$r_path" ] || Fail "the receipt $r_path cannot be written" 'Look for a full or read-only disk.'
    Read_receipt "$r_path"
    # Settled by this worker as never begun: the claim is ours.
    case $r_last in
      "{\"void\":{\"pid\":$$,\"started\":\"$gorun_started\"}"*) Add_line "$r_path" "$r_line" ;;
      *)
        say_text receipt "$r_path"
        Fail_as unsettled 'the step was started before and is not repeated'
        ;;
    esac
  fi
  c_at=$r_path
}

# What a step says that was given a secret may hold it: then the receipt tells only that it ended.
Close_receipt() {
  if [ -n "$c_secret" ]; then r_line='{"withheld":true}'; else r_line="{\"outcome\":{$c_outcome}}"; fi
  Add_line "$c_at" "$r_line"
}

# The last line of each kind; a line that was cut short (without its end) does not count.
Read_receipt() {
  r_intent= r_outcome= r_withheld= r_void= r_last=
  while IFS= read -r r_read; do
    r_last=$r_read
    case $r_read in
      '{"intent":'*) r_intent=$r_read ;;
      '{"outcome":'*) r_outcome=${r_read#'{"outcome":'}; r_outcome=${r_outcome%'}'} ;;
      '{"withheld":'*) r_withheld=1 ;;
      '{"void":'*) r_void=1 ;;
    esac
  done <"$1"
}

# After a lost connection: what became of a step? From its receipt, never by running it again. p_file, p_limit (seconds, or unset).
Own_settle() {
  Receipt_path "$p_file"
  r_mine="{\"void\":{\"pid\":$$,\"started\":\"$gorun_started\"}}"
  if Claim "$r_path" "$r_mine"; then
    say_text state none
    return
  fi
  [ -e "$r_path" ] || Fail "the receipt $r_path cannot be written" 'Look for a full or read-only disk.'
  Await_former
  if [ -n "$r_outcome" ]; then
    say_text state finished
    say_json outcome "$r_outcome"
  elif [ -z "$r_intent" ]; then
    Add_line "$r_path" "$r_mine"
    say_text state none
  else
    say_text state unsettled
    say_text receipt "$r_path"
  fi
}

# Waits for the worker that began the step, as long as it lives and has not written the outcome; past the limit it is ended.
Await_former() {
  a_waited=0
  while :; do
    Read_receipt "$r_path"
    [ -z "$r_outcome$r_withheld" ] || return 0
    [ -n "$r_intent" ] || return 0
    a_pid=${r_intent##*'"worker":{"pid":'}
    a_pid=${a_pid%%,*}
    a_since=${r_intent##*'"started":"'}
    a_since=${a_since%%\"*}
    # This very worker waits for nothing of its own: what served the step has ended without a word.
    if [ "$a_pid" = "$$" ] && [ "$a_since" = "$gorun_started" ]; then return 0; fi
    process_start "$a_pid"
    if [ "$started" != "$a_since" ]; then
      Read_receipt "$r_path"
      return 0
    fi
    if [ -n "${p_limit-}" ] && [ "$a_waited" -ge "$((p_limit * 10))" ]; then
      Stop_tree "$a_pid"
      Add_line "$r_path" "{\"outcome\":{\"ok\":false,\"error\":{\"kind\":\"timeout\",\"message\":\"it took longer than $p_limit s and was ended with all that it had started\"},\"ms\":0}}"
      continue
    fi
    [ "$((a_waited % 50))" != 0 ] || progress waiting "$a_pid"
    Nap
    a_waited=$((a_waited + 1))
  done
}

# Nobody settles them any more after 60 days without a new line. Nor does anybody want what workers that were cut off have left in tmp.
Clear_old_receipts() {
  [ ! -d "$GORUN_STATE/receipts" ] || find "$GORUN_STATE/receipts" "$GORUN_STATE/tmp" -mindepth 1 -maxdepth 1 -mtime +60 -exec rm -rf -- {} + 2>/dev/null
}
