/** What Ctrl-C did, in words. */
export function interruptedText(how: 'finish-steps' | 'now'): string {
  return how === 'now'
    ? 'stopping now; the recap says where each host stands'
    : 'stopping: running steps finish, nothing new starts; Ctrl-C again stops now';
}
