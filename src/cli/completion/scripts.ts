/** The shells for which there is a script. */
export const shells = ['bash', 'zsh', 'fish'] as const;

/** One of them. */
export type Shell = (typeof shells)[number];

/** What each shell is to read once; it asks `gorun complete` for everything else. */
export const scripts: Readonly<Record<Shell, string>> = {
  bash: `# Completion of gorun for bash. Put into ~/.bashrc:  source <(gorun completion bash)
_gorun() {
  local line=\${COMP_LINE:0:COMP_POINT} cur=\${COMP_WORDS[COMP_CWORD]} full prefix candidate
  # bash divides words at : and =, gorun does not: what stands before them is taken off again.
  [[ $cur == [:=] ]] && cur=
  full=\${line##*[[:space:]]}
  prefix=\${full%"$cur"}
  COMPREPLY=()
  while IFS=$'\\t' read -r candidate _; do
    candidate=\${candidate#"$prefix"}
    [[ $candidate == *[[:space:]]* ]] && printf -v candidate %q "$candidate"
    COMPREPLY+=("$candidate")
  done < <(gorun complete "$line" 2>/dev/null)
  if [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *= ]]; then compopt -o nospace 2>/dev/null; fi
}
complete -o default -F _gorun gorun
`,
  zsh: `#compdef gorun
# Completion of gorun for zsh. Put into ~/.zshrc, after compinit:  source <(gorun completion zsh)
_gorun() {
  local -a described
  local word says
  while IFS=$'\\t' read -r word says; do
    described+=("\${word//:/\\\\:}:$says")
  done < <(gorun complete "\${(j: :)words[1,CURRENT]}" 2>/dev/null)
  if (( \${#described} )); then _describe gorun described; else _files; fi
}
compdef _gorun gorun
`,
  fish: `# Completion of gorun for fish. Put it there:  gorun completion fish > ~/.config/fish/completions/gorun.fish
complete -c gorun -a '(gorun complete (commandline -cp) 2>/dev/null)'
`,
};
