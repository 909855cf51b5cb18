Probe() { say_conditions; }

# The script comes in on descriptor 3: on no command line, in no file. $0 is the shell, $1 the first of args.
read_and_run='gorun_script=$(cat <&3); exec 3<&-; eval "unset gorun_script; $gorun_script"'

Apply() {
  [ "$1" = run ] || Fail "shell has no action $1"
  find_program "$p_executable"
  set --
  a_at=0
  while [ "$((a_at += 1))" -le "$p_args_n" ]; do
    item args "$a_at"
    set -- "$@" "$it"
  done
  run_script=$p_cmd
  run_program "$program" -c "$read_and_run" "$program" "$@"
  say_run "$program"
}
