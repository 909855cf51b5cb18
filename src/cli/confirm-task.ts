import { GorunError } from '../errors/gorun-error.ts';
import { shown } from '../report/shown.ts';
import type { Execution } from '../run/execute.ts';
import type { Asker } from './ask.ts';

type Confirm = NonNullable<Execution['confirm']>;

/** How `--step` asks before a task. `stop` is told when the answer is Ctrl-C. Throws GorunError `cli/no-answer`. */
export function confirmTask(asker: Asker | undefined, stop: () => void): Confirm {
  if (asker?.canAsk !== true) {
    throw new GorunError('cli/no-answer', {
      message: '--step asks before each task, and there is no terminal to ask on.',
      fix: 'Leave --step out, or use --start-at-task.',
    });
  }
  return async ({ name }) => {
    for (;;) {
      const answer = await asker.ask(`Run "${shown(name)}"? (N)o/(y)es/(c)ontinue: `).catch(() => undefined);
      if (answer === undefined) {
        stop();
        return 'no';
      }
      const word = answer.trim().toLowerCase();
      if (/^(?:n|no|)$/.test(word)) return 'no';
      if (/^(?:y|yes)$/.test(word)) return 'yes';
      if (/^(?:c|continue)$/.test(word)) return 'continue';
    }
  };
}
