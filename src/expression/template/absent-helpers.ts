const impure =
  'A template gives the same value every time it is rendered, so that check mode and the run agree.';

/** Helpers that people look for and that are not there on purpose, and what to do instead. */
export const absentHelpers: Readonly<Record<string, string>> = {
  now: `${impure} Give the time with -e, or use run_id, which begins with it.`,
  random: `${impure} Give the value with -e, or take one that depends on the host: {{ hash inventory_hostname }}.`,
  shuffle: `${impure} The play's \`order: shuffle\` mixes hosts.`,
  password: `${impure} Keep the password in a vault file.`,
  uuid: `${impure} Take {{ hash (concat run_id inventory_hostname) }}.`,
  to_uuid: 'Take {{ slice (hash name) 0 32 }}.',
  password_hash: `${impure} It would need a salt: keep the hash in a vault file.`,
  quote: 'Nothing needs quotes here: give a command as a list of arguments.',
  json_query: 'Pick with {{ selectattr list "key" "equalto" value }} and {{ map list attribute="key" }}.',
  query: 'Use {{ env "NAME" }}, {{ file "path" }} or a list in `loop`.',
  q: 'Use {{ env "NAME" }}, {{ file "path" }} or a list in `loop`.',
  realpath: 'Templates do not look at the file system; use the module stat.',
  expanduser: 'Templates do not look at the file system; write {{ path_join (env "HOME") "…" }}.',
  each: 'Write the block {{#each list}} {{this}} {{/each}}.',
  if: 'Write {{ ternary condition yes no }}, or the block {{#if x}} … {{else}} … {{/if}}.',
  log: 'Use the module debug.',
};
