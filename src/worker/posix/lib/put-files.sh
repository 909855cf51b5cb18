# Files and folders that are to be in a place: how they are, and putting them there. Needs: files, rights, and program where there is something to validate.

# $1 without slashes at its end, in $trimmed.
trim_path() {
  trimmed=$1
  while :; do
    case $trimmed in
      ?*/) trimmed=${trimmed%/} ;;
      *) return ;;
    esac
  done
}

# Where the files belong: a source with a name goes into a folder, or takes the name of the target. $put_dest, $put_root.
put_root() {
  trim_path "$p_dest"
  put_dest=$trimmed
  put_root=$put_dest
  if [ -n "${p_name-}" ] && { [ "$p_into" = true ] || [ -d "$put_dest" ]; }; then put_root=${put_dest%/}/$p_name; fi
}

# A name below the root, in $put_path.
put_path() {
  put_path=$put_root
  [ -z "$1" ] || put_path=${put_root%/}/$1
}

# file, folder or nothing; what a link leads to counts, one that leads nowhere is a file to replace.
say_put_kind() {
  if [ -d "$1" ]; then say_text kind folder
  elif [ -e "$1" ] || [ -L "$1" ]; then say_text kind file
  else say_null kind
  fi
}

# The text of a small file, for people; null where it is none.
say_put_text() {
  if [ "$2" -gt 32768 ]; then say_null text; return; fi
  if text_of "$1" "$2"; then say_text text "$text"; else say_null text; fi
}

# How many of the nearest folders above are missing ($a_missing), and a file that stands where a folder must be ($a_obstacle).
look_above() {
  a_path=$1
  a_missing=0
  a_obstacle=
  while :; do
    a_path=${a_path%/*}
    [ -n "$a_path" ] || break
    [ ! -d "$a_path" ] || break
    if [ -e "$a_path" ] || [ -L "$a_path" ]; then
      a_obstacle=$a_path
      return
    fi
    a_missing=$((a_missing + 1))
  done
}

# A file of the wanted size whose text may be told and is short and plain: it is told instead of its checksum, for which a program would be started.
say_plain_text() {
  [ "$p_text" = true ] && [ "$f_size" = "$2" ] && [ "$f_size" -le 1000 ] && [ -f "$1" ] || return 1
  text_of "$1" "$f_size" || return 1
  case $text in *[!\ -~"$NL$TAB"]*) return 1 ;; esac
  say_text sha256 of-text
  say_text text "$text"
}

# Of a file that is there, behind its facts.
say_put_rights() {
  say_closed "$1"
  say_fixed "$1"
  ! owner_differs || e_owned=1
}

say_put_entry() {
  begin_object ''
  say_put_kind "$1"
  e_same=
  if [ "$4" != true ] && { [ -f "$1" ] || [ -L "$1" ]; } && [ ! -d "$1" ]; then
    file_facts "$1" -L
    say_number size "${f_size:-0}"
    if say_plain_text "$1" "$2"; then
      say_attributes
      say_put_rights "$1"
      end_object
      return
    fi
    if [ -f "$1" ] && [ "$f_size" = "$2" ]; then
      sha256_of "$1" "$f_size"
      e_same=$sha256
    fi
    say_or_null sha256 "$e_same"
    if [ "$p_text" = true ] && [ "$e_same" != "$3" ] && [ -r "$1" ]; then say_put_text "$1" "${f_size:-0}"; else say_null text; fi
    say_attributes
    say_put_rights "$1"
  else
    say_null size
    say_null sha256
    say_null text
    say_closed "$1"
    [ "$4" = true ] || [ -d "$1" ] || e_owned=1
  fi
  end_object
}

# p_dest, p_name, p_into, p_text, p_owner, p_group, p_entries of path, folder, size, sha256.
say_put_state() {
  put_root
  say_text dest "$put_dest"
  say_put_kind "$put_dest"
  say_text root "$put_root"
  look_above "$put_dest"
  say_number missing "$a_missing"
  say_or_null obstacle "$a_obstacle"
  begin_list entries
  e_at=0 e_owned=
  while [ "$((e_at += 1))" -le "$p_entries_n" ]; do
    item entries "$e_at" path
    put_path "$it"
    item entries "$e_at" size; e_size=$it
    item entries "$e_at" sha256; e_sha256=$it
    item entries "$e_at" folder
    say_put_entry "$put_path" "$e_size" "$e_sha256" "$it"
  done
  end_list
  say_account
  [ -z "$e_owned" ] || say_unowned
}

# What file_facts found.
say_attributes() {
  say_text mode "$f_mode"
  say_text owner "$f_owner"
  say_text group "$f_group"
  say_number uid "$f_uid"
  say_number gid "$f_gid"
}

# Mode, owner and group of $1, where they are given; an error names what the account may not do. $5: a new file, which goes then.
set_attributes() {
  [ -z "$3$4" ] || s_said=$(chown -- "$3${4:+:$4}" "$1" 2>&1) || No_attributes "$1" owner "${5-}"
  # After the owner: chown takes special bits away. Of a folder only five digits take its special bits away.
  [ -z "$2" ] || s_said=$(chmod -- "0$2" "$1" 2>&1) || No_attributes "$1" mode "${5-}"
}

# The same for what was there before, where nothing is set that is so already: the undo of a step that was let change nothing has nothing to do.
mend_attributes() {
  file_facts "$1" -L
  s_owner=$3 s_group=$4
  case $s_owner in "$f_owner" | "$f_uid") s_owner= ;; esac
  case $s_group in "$f_group" | "$f_gid") s_group= ;; esac
  s_mode=$2
  # A new owner takes special bits away.
  [ -n "$s_owner$s_group" ] || case $f_mode in "$s_mode" | "0$s_mode") s_mode= ;; esac
  set_attributes "$1" "$s_mode" "$s_owner" "$s_group"
}

No_attributes() {
  [ -z "$3" ] || rm -f -- "$3"
  Fail "${1%.gorun-$$}: its $2 cannot be set: ${s_said##*: }" 'Use become, or another account; does the owner exist on the host?'
}

# A second name, or a copy, of what will be replaced; in $kept.
keep_copy() {
  kept=
  [ -e "$1" ] || [ -L "$1" ] || return 0
  state_folder kept
  k_serial=$((${k_serial-0} + 1))
  kept=$folder/$$.$id.$n.$k_serial
  ln -- "$1" "$kept" 2>/dev/null || cp -pP -- "$1" "$kept" 2>/dev/null || Fail "$1 cannot be kept for a way back" 'Look for a full disk, and who may read it.'
}

# Mode and owner of $1 as those of $2, which it will take the place of.
like_former() {
  file_facts "$2" -L
  if [ "$f_kind" = file ]; then
    chown -- "$f_uid:$f_gid" "$1" 2>/dev/null
    chmod -- "$f_mode" "$1"
  else
    chmod 0644 "$1"
  fi
}

# A whole file beside its target, with what the target was, and over it what is wanted. The entry of `files`: $f_path (made absolute),
# $f_sha256, $f_wanted_mode, $f_wanted_owner, $f_wanted_group; $f_how says where its content is: text and data (Base64) in $f_content, or sent.
install_file() {
  i_new=$f_path.gorun-$$
  [ ! -e "$i_new" ] && [ ! -L "$i_new" ] || rm -f -- "$i_new"
  # What will be anybody's to read may be so from the start; what will not, or may not, never is for a moment.
  i_mask=077
  [ "$f_how" = sent ] || [ -e "$f_path" ] || [ -L "$f_path" ] || [ -n "$f_wanted_mode$f_wanted_owner$f_wanted_group" ] || i_mask=022
  case $f_how in
    text) write_text ;;
    data) i_said=$(umask "$i_mask"; { printf %s "$f_content" | bytes_of >"$i_new"; } 2>&1) || Cannot_write "$f_path" ;;
    *)
      i_sent=$GORUN_STATE/incoming/$f_sha256
      [ -f "$i_sent" ] || Fail "what was sent for $f_path is not there any more" 'Run again.'
      i_said=$(umask 077; cp -- "$i_sent" "$i_new" 2>&1) || Cannot_write "$f_path"
      ;;
  esac
  is_whole || {
    rm -f -- "$i_new"
    Fail "$f_path was not written whole" 'Look for a full disk.'
  }
  [ "$i_mask" = 022 ] || like_former "$i_new" "$f_path"
  set_attributes "$i_new" "$f_wanted_mode" "$f_wanted_owner" "$f_wanted_group" "$i_new"
  [ -z "${p_validate_n-}" ] || validate_file "$i_new" "$f_path"
  keep_copy "$f_path"
  put_in_place "$i_new" "$f_path"
}

# A short plain text is written, and read again, by the shell itself: no program is started for it.
write_text() {
  umask "$i_mask"
  { printf %s "$f_content" >"$i_new"; } 2>/dev/null || i_said=$({ printf %s "$f_content" >"$i_new"; } 2>&1) || Cannot_write "$f_path"
  umask 022
}

is_whole() {
  if [ "$f_how" = text ]; then
    text_of "$i_new" "${#f_content}" && [ "$text" = "$f_content" ]
    return
  fi
  sha256_of "$i_new"
  [ "$sha256" = "$f_sha256" ]
}

Cannot_write() {
  rm -f -- "$i_new"
  Fail_by_reason "$1 cannot be written" "$i_said" 'Check the path and who may write there (become).'
}

# Folders first, those above files too; each that was made is told, the nearest to the root first.
put_folders() {
  begin_list made
  f_at=0
  while [ "$((f_at += 1))" -le "${p_folders_n-0}" ]; do
    item folders "$f_at"
    put_path "$it"
    put_folder "$put_path"
  done
  f_at=0
  while [ "$((f_at += 1))" -le "$p_files_n" ]; do
    item files "$f_at" path
    put_path "$it"
    put_folder "${put_path%/*}"
  done
  end_list
}

put_folder() {
  made=
  [ -z "$1" ] || make_folder "$1"
  [ -z "$made" ] || say_text '' "$made"
}

# A program of the playbook looks at the new file ($1) before it takes the place of $2.
validate_file() {
  y_new=$1 y_path=$2 y_at=0
  set --
  while [ "$((y_at += 1))" -le "$p_validate_n" ]; do
    item validate "$y_at"
    case $it in *'%s'*) it=${it%%'%s'*}$y_new${it#*'%s'} ;; esac
    set -- "$@" "$it"
  done
  shift
  run_script=
  run_program "$program" "$@"
  [ "$rc" = 0 ] && return
  last_line "$(tr -d '\000' <"$said/errors")"
  [ -n "$last" ] || last_line "$(tr -d '\000' <"$said/output")"
  rm -f -- "$y_new"
  Fail "$y_path stays as it is: $program ended with exit code $rc${last:+: $last}" 'Mend what is to be written; `validate` found it wrong.'
}

put_files() {
  if [ -n "${p_validate_n-}" ]; then
    item validate 1
    find_program "$it"
  fi
  put_root
  capture_undo
  put_folders
  begin_list done
  f_at=0
  while [ "$((f_at += 1))" -le "$p_files_n" ]; do
    item files "$f_at" path; put_path "$it"; f_path=$put_path
    item files "$f_at" sha256; f_sha256=$it
    item files "$f_at" mode; f_wanted_mode=$it
    item files "$f_at" owner; f_wanted_owner=$it
    item files "$f_at" group; f_wanted_group=$it
    if item files "$f_at" text; then f_how=text
    elif item files "$f_at" data; then f_how=data
    else f_how=sent
    fi
    f_content=$it
    install_file
    begin_object ''
    say_text path "$f_path"
    say_text sha256 "$f_sha256"
    say_or_null kept "$kept"
    end_object
  done
  end_list
  end_object
  forget_sent "${p_sent_n-0}" sent
  begin_object data
  say_number files "$p_files_n"
  end_object
}

forget_sent() {
  g_at=0
  while [ "$((g_at += 1))" -le "$1" ]; do
    item "$2" "$g_at"
    case $it in */* | '') continue ;; esac
    rm -f -- "$GORUN_STATE/incoming/$it"
  done
}

# The newest first; what somebody else has changed since is left.
put_back() {
  b_at=$((${p_done_n-0} + 1))
  while [ "$((b_at -= 1))" -ge 1 ]; do
    item done "$b_at" path; b_path=$it
    item done "$b_at" sha256; b_sha256=$it
    item done "$b_at" kept; b_kept=$it
    if [ -z "$b_kept" ] && [ ! -e "$b_path" ]; then continue; fi
    # The worker may have been cut off in the middle of an undo: what was kept is back then.
    if [ -n "$b_kept" ] && [ ! -e "$b_kept" ] && [ ! -L "$b_kept" ]; then continue; fi
    if [ -f "$b_path" ]; then
      sha256_of "$b_path"
      if [ "$sha256" != "$b_sha256" ]; then
        say_text path "$b_path"
        Fail "$b_path was changed by somebody else meanwhile; it was left as it is" 'Mend it by hand.'
      fi
    fi
    if [ -n "$b_kept" ]; then put_in_place "$b_kept" "$b_path"; else rm -f -- "$b_path"; fi
  done
  b_at=$((${p_made_n-0} + 1))
  while [ "$((b_at -= 1))" -ge 1 ]; do
    item made "$b_at"
    remove_made "$it"
  done
}

# A folder that was made, with the folders in it; one that somebody has put a file into stays.
remove_made() {
  [ -d "$1" ] || return 0
  find "$1" -depth -type d -exec rmdir -- {} + 2>/dev/null
  return 0
}

put_attributes() {
  f_at=0
  while [ "$((f_at += 1))" -le "$p_files_n" ]; do
    item files "$f_at" path; f_path=$it
    item files "$f_at" mode; f_wanted_mode=$it
    item files "$f_at" owner; f_wanted_owner=$it
    item files "$f_at" group
    mend_attributes "$f_path" "$f_wanted_mode" "$f_wanted_owner" "$it"
  done
}

# Which of the files that are to be sent are not here yet: a transfer that was cut short is not begun anew.
say_unsent() {
  state_folder incoming
  say_text folder "$folder"
  begin_list unsent
  u_at=0
  while [ "$((u_at += 1))" -le "$p_sha256_n" ]; do
    item sha256 "$u_at"
    if [ -f "$folder/$it" ]; then
      u_wanted=$it
      sha256_of "$folder/$it"
      [ "$sha256" != "$u_wanted" ] || continue
      it=$u_wanted
    fi
    say_text '' "$it"
  done
  end_list
}

apply_put() {
  case $1 in
    put) put_files ;;
    put-back) put_back ;;
    attributes) put_attributes ;;
    forget) forget_sent "$p_sha256_n" sha256 ;;
    *) Fail "there is no action $1" ;;
  esac
}
