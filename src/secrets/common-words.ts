/**
 * Words that gorun itself writes everywhere, and values that hide nothing: masking them would make a run unreadable, and a reader of
 * `****: 3 hosts` would know the word all the same.
 */
export const commonWords: ReadonlySet<string> = new Set(
  [
    'true false null none undefined yes no on off default',
    'present absent latest started stopped restarted enabled disabled running',
    'success changed failed skipped unreachable ignored unknown rescued interrupted internal inventory environment playbook usage',
    'rolledBack rolled-back localhost local http https windows posix linux string number boolean list text',
  ].flatMap((line) => line.toLowerCase().split(' ')),
);
