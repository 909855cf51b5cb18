# The entry of the index for this host: $w_name, $w_size, $w_sha256; status 1 where there is none.
Wanted() {
  w_arch=${p_arch:-$g_arch}
  w_at=0
  while [ "$((w_at += 1))" -le "$p_files_n" ]; do
    item files "$w_at" for
    [ "$it" = "$g_os $w_arch" ] || continue
    item files "$w_at" name; w_name=$it
    item files "$w_at" size; w_size=$it
    item files "$w_at" sha256; w_sha256=$it
    return 0
  done
  return 1
}

Probe() {
  say_system
  w_name= w_size= w_sha256=
  Wanted
  w_path=${p_dest:-$GORUN_STATE/cache/$w_name}
  file_facts "$w_path"
  w_same=
  [ "$f_kind" != file ] || [ "$f_size" != "$w_size" ] || sha256_of_facts "$w_path"
  w_folder=false w_exists=false
  case $f_kind in
    folder) w_folder=true ;;
    file) w_exists=true ;;
  esac
  [ "$w_exists" = false ] || [ "$f_size" != "$w_size" ] || w_same=$sha256
  say_text path "$w_path"
  say_bool exists "$w_exists"
  say_bool folder "$w_folder"
  if [ "$w_exists" = true ]; then say_number size "$f_size"; else say_null size; fi
  say_or_null sha256 "$w_same"
  # Of interest only where something must be loaded.
  if [ -n "$w_same" ] && [ "$w_same" = "$w_sha256" ]; then
    say_number partial 0
    say_number freeBytes 0
    say_bool canLoad true
  else
    file_facts "$w_path.${w_sha256%"${w_sha256#????????????????}"}.part"
    say_number partial "${f_size:-0}"
    # Gorun's own folder is needed by any change, which says so itself.
    [ -z "${p_dest-}" ] || say_closed "$w_path"
    free_bytes "$w_path"
    say_number freeBytes "$free"
    if has curl || has wget; then say_bool canLoad true; else say_bool canLoad false; fi
  fi
  say_null publisher
}

make_parent() {
  made=
  [ -z "${p_path%/*}" ] || make_folder "${p_path%/*}"
}

Prepare() {
  make_parent
  say_or_null made "$made"
  rm -f -- "$p_path".*.incoming "$p_path.incoming"
  say_text path "$p_path"
  say_text incoming "$p_path.incoming"
}

Apply() {
  a_partial=$p_path.${p_sha256%"${p_sha256#????????????????}"}.part
  case $1 in
    download)
      capture_undo
      make_parent
      say_or_null made "$made"
      end_object
      download_checked "$p_url" "$a_partial"
      put_in_place "$a_partial" "$p_path"
      begin_object data
      say_text path "$p_path"
      say_number tries "$tries"
      end_object
      ;;
    accept)
      file_facts "$p_incoming"
      sha256_of_facts "$p_incoming"
      if [ "$f_size" != "$p_size" ] || [ "$sha256" != "$p_sha256" ]; then
        rm -f -- "$p_incoming"
        say_text path "$p_path"
        Fail "what arrived at $p_path has ${f_size:-no} bytes and the checksum $sha256; the version index says $p_size and $p_sha256" 'Try again; the file was removed.'
      fi
      put_in_place "$p_incoming" "$p_path"
      begin_object data
      say_text path "$p_path"
      end_object
      ;;
    remove)
      # A file that somebody has put in its place since is not ours to remove.
      if [ -f "$p_path" ]; then
        sha256_of "$p_path"
        [ "$sha256" != "$p_sha256" ] || rm -f -- "$p_path"
      fi
      rm -f -- "$a_partial" "$p_path.incoming"
      unmake_folder "${p_path%/*}" "${p_made-}"
      ;;
    *) Fail "fetch_file has no action $1" ;;
  esac
}
