say_kinds() {
  s_kind=other
  if [ -L "$1" ] && [ "$p_follow" != true ]; then s_kind=link
  elif [ -d "$1" ]; then s_kind=folder
  elif [ -f "$1" ]; then s_kind=file
  fi
  if [ "$s_kind" = folder ]; then say_bool isdir true; else say_bool isdir false; fi
  if [ "$s_kind" = file ]; then say_bool isreg true; else say_bool isreg false; fi
  if [ "$s_kind" = link ]; then say_bool islnk true; else say_bool islnk false; fi
}

say_access() {
  if [ -r "$1" ]; then say_bool readable true; else say_bool readable false; fi
  if [ -w "$1" ]; then say_bool writeable true; else say_bool writeable false; fi
  if [ -x "$1" ]; then say_bool executable true; else say_bool executable false; fi
}

say_name() {
  s_name=${1##*/}
  say_text filename "${s_name:-/}"
  case $s_name in
    *.*) say_text extension ".${s_name##*.}" ;;
    *) say_text extension '' ;;
  esac
}

Probe() {
  s_path=$p_path
  while :; do case $s_path in ?*/) s_path=${s_path%/} ;; *) break ;; esac; done
  if [ ! -e "$s_path" ] && { [ ! -L "$s_path" ] || [ "$p_follow" = true ]; }; then
    say_bool exists false
    say_text path "$s_path"
    return
  fi
  say_bool exists true
  say_text path "$s_path"
  say_kinds "$s_path"
  s_follow=
  [ "$p_follow" != true ] || s_follow=-L
  file_facts "$s_path" $s_follow
  say_text mode "$f_mode"
  say_text owner "$f_owner"
  say_text group "$f_group"
  say_text pw_name "$f_owner"
  say_text gr_name "$f_group"
  say_number uid "$f_uid"
  say_number gid "$f_gid"
  say_access "$s_path"
  say_name "$s_path"
  file_times "$s_path" $s_follow
  say_number lastwritetime "$f_mtime"
  say_number lastaccesstime "$f_atime"
  say_number mtime "$f_mtime"
  say_number atime "$f_atime"
  say_number ctime "$f_ctime"
  [ ! -L "$s_path" ] || say_text lnk_target "$(readlink -- "$s_path")"
  [ "$s_kind" = file ] || return 0
  say_number size "$f_size"
  if [ "$p_get_checksum" = true ] && [ -r "$s_path" ]; then
    checksum_of "$s_path" "$p_checksum_algorithm"
    say_text checksum "$checksum"
  fi
}

Apply() { Fail 'stat changes nothing'; }
