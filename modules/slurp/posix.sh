Probe() {
  say_text path "$p_src"
  if [ -d "$p_src" ]; then s_kind=folder
  elif [ -e "$p_src" ] || [ -L "$p_src" ]; then s_kind=file
  else s_kind=
  fi
  say_or_null kind "$s_kind"
  if [ "$s_kind" != file ]; then
    say_null size
    say_null content
    return
  fi
  [ -r "$p_src" ] || Fail "$p_src cannot be read by this account" 'Use become, or another account.'
  file_facts "$p_src" -L
  # A pipe or a device may have no end.
  if [ "$f_kind" != file ]; then Fail "$p_src is no file, but a device or the like" 'Name a file.'; fi
  if [ "$f_size" -gt "$p_max_bytes" ]; then
    say_number size "$f_size"
    say_null content
    return
  fi
  # Those of /proc have no size until they are read.
  s_data=$(head -c "$((p_max_bytes + 1))" <"$p_src" | base64_of)
  s_rest=${s_data%%=*}
  s_size=$((${#s_data} / 4 * 3 - ${#s_data} + ${#s_rest}))
  say_number size "$s_size"
  if [ "$s_size" -gt "$p_max_bytes" ]; then say_null content; else say_json content "\"$s_data\""; fi
}

Apply() { Fail 'slurp changes nothing'; }
