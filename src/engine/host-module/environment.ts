import { isJsonObject } from '../../json.ts';
import type { Failure } from '../events.ts';
import { tell } from '../host/unknowns.ts';
import type { Attempt } from '../task/attempt.ts';
import { failure } from '../task/failures.ts';

/** The `environment` of a task, rendered; what stands nearer to the task wins. Undefined: it has none. */
export function environmentOf({
  task,
  view,
}: Pick<Attempt, 'task' | 'view'>):
  | { readonly variables: Readonly<Record<string, string>> }
  | { readonly failure: Failure }
  | undefined {
  if (task.environment.length === 0) return undefined;
  const variables: Record<string, string> = {};
  for (const part of task.environment) {
    const told = tell(view, (scope) => part.render(scope));
    if (told.kind === 'failed') return { failure: told.failure };
    if (told.kind === 'unknown') continue;
    if (!isJsonObject(told.value))
      return { failure: failure('task/failed', 'environment is not a mapping of names and values') };
    for (const [name, value] of Object.entries(told.value)) {
      if (name === '' || /[=\0]/.test(name))
        return { failure: failure('task/failed', `"${name}" cannot be the name of an environment variable`) };
      variables[name] = typeof value === 'string' ? value : JSON.stringify(value);
    }
  }
  return { variables };
}
