Probe() {
  say_text path "$p_src"
  file_facts "$p_src" -L
  case $f_kind in
    file)
      sha256_of "$p_src"
      say_text kind file
      say_number size "$f_size"
      say_text sha256 "$sha256"
      return
      ;;
    folder) say_text kind folder ;;
    # A link that leads nowhere is no file.
    '' | link) say_null kind ;;
    *) Fail "$p_src is no file, but a device or the like" 'Name a file.' ;;
  esac
  say_null size
  say_null sha256
}

Apply() { Fail "fetch has no action $1 on the host"; }
