/** What Ctrl-C did, in words. */
export function interruptedText(how: 'finish-steps' | 'now'): string {
  return how === 'now'
    ? 'stopping now; the recap says where each host stands'
    : 'stopping: running steps finish, nothing new starts; Ctrl-C again stops now';
}

/** The same beside a title in a terminal, where a long line would lose its end: what can be typed. */
export function interruptedMark(how: 'finish-steps' | 'now'): string {
  return how === 'now' ? 'stopping now' : 'finishing; Ctrl-C again stops now';
}
