import { type BecomeUser, becomeUser } from '../../connection/become/become-user.ts';
import { connectionVariables as known } from '../../connection/variables/connection-variables.ts';
import { readVariable } from '../../connection/variables/declaration.ts';
import { GorunError } from '../../errors/gorun-error.ts';
import type { Json } from '../../json.ts';
import type { Failure } from '../events.ts';
import type { Attempt } from '../task/attempt.ts';
import { thrownFailure } from '../task/failures.ts';
import { tell } from './unknowns.ts';

type Job = Pick<Attempt, 'batch' | 'host' | 'task' | 'view'>;

/** The variables that say it; they win over keywords, as everything that says how a host is reached. */
const variables = [
  known.become,
  known.becomeUser,
  known.becomeMethod,
  known.becomeFlags,
  known.becomePassword,
  known.user,
];

/** Whether a task is to be done by another account: by a variable of the host, the playbook, or the command line. */
export function wantsBecome(job: Job): boolean {
  const { task, batch, view } = job;
  const said = tell(view, () => readVariable(addressOf(job, [known.become]), known.become));
  return (
    (said.kind === 'known' ? said.value : undefined) ??
    task.become.on ??
    batch.run.options.become?.on ??
    false
  );
}

/** Who does a task on a POSIX host; undefined: the account of the connection. */
export function becomeOf(
  job: Job,
): BecomeUser | undefined | { readonly failure: Failure } | { readonly after: string } {
  if (!wantsBecome(job)) return undefined;
  const { task, batch, host, view } = job;
  const asked = batch.run.options.become;
  const told = tell(view, (scope) => {
    const address = addressOf(job, variables);
    const text = (value: Json | undefined) =>
      value === undefined || value === null ? undefined : String(value);
    return {
      as: readVariable(address, known.user),
      user:
        readVariable(address, known.becomeUser) ??
        text(task.become.user?.render(scope)) ??
        asked?.user ??
        'root',
      method:
        readVariable(address, known.becomeMethod) ??
        text(task.become.method?.render(scope)) ??
        asked?.method ??
        'sudo',
      flags: readVariable(address, known.becomeFlags) ?? text(task.become.flags?.render(scope)) ?? '',
      password: readVariable(address, known.becomePassword) ?? asked?.password,
    };
  });
  if (told.kind === 'unknown') return { after: told.after };
  if (told.kind === 'failed') return { failure: told.failure };
  // As Ansible does: who is there already need not become it.
  if (told.value.as === told.value.user) return undefined;
  try {
    return becomeUser(host.name, told.value);
  } catch (error) {
    if (!(error instanceof GorunError)) throw error;
    return { failure: thrownFailure(error, 'become') };
  }
}

function addressOf({ host, view }: Job, declarations: readonly { readonly names: readonly string[] }[]) {
  const found: Record<string, Json> = {};
  for (const name of declarations.flatMap(({ names }) => names)) {
    const value = view.scope.get(name);
    if (value !== undefined) found[name] = value;
  }
  return { name: host.name, variables: found };
}
