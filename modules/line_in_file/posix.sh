Probe() {
  trim_path "$p_path"
  l_path=$trimmed
  say_put_kind "$l_path"
  look_above "$l_path"
  say_or_null obstacle "$a_obstacle"
  say_account
  say_closed "$l_path"
  if [ ! -f "$l_path" ]; then
    say_number size 0
    say_null text
    say_unowned
    return
  fi
  file_facts "$l_path" -L
  say_number size "$f_size"
  say_attributes
  say_fixed "$l_path"
  ! owner_differs || say_unowned
  if [ "$f_size" -gt 1048576 ]; then say_null text; return; fi
  [ -r "$l_path" ] || Fail "$l_path cannot be read by this account" 'Use become, or another account.'
  if text_of "$l_path" "$f_size"; then say_text text "$text"; else say_null text; fi
}

Apply() { apply_put "$1"; }
