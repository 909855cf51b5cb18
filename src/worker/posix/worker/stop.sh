# Ends a worker with all that it has started. A worker reads while it waits and runs while it runs, so it is ended by another
# one, which the controller starts beside it. Needs: library tree.

# p_pid, p_started: the worker. p_file: the receipt of the step that it runs, p_outcome what to write into it. Value: `output` is what the
# program that ran had said so far.
Own_stop() {
  process_start "$p_pid"
  if [ "$started" != "$p_started" ]; then
    say_bool stopped false
    return
  fi
  Stop_tree "$p_pid"
  t_output=
  for t_said in "$GORUN_STATE/tmp/$p_pid.$p_started".*; do
    [ -e "$t_said/left" ] || [ ! -s "$t_said/output" ] || t_output=$t_said/output
  done
  [ -z "$t_output" ] || say_text output "$(tail -c 65536 -- "$t_output" 2>/dev/null | tr -d '\000')"
  rm -rf -- "$GORUN_STATE/tmp/$p_pid" "$GORUN_STATE/tmp/$p_pid.$p_started".*
  [ -z "${p_file-}" ] || [ ! -f "$GORUN_STATE/receipts/$p_file" ] || Add_line "$GORUN_STATE/receipts/$p_file" "$p_outcome"
  say_bool stopped true
}
