import { change, type Plan, type PlanInput, parseAs, type ResourceId, type Static, Type } from 'gorun/module';
import { upgradeCodes } from '../../src/go/upgrade-codes.ts';
import { anything, productsId } from '../../src/module/resources.ts';
import type { RebootParams } from './params.ts';

const schema = Type.Object({ boot: Type.String(), reasons: Type.Array(Type.String()) });
/** Which start of the host this is, and why it waits for another one. */
export type RebootState = Static<typeof schema>;

export const parseRebootState = parseAs(schema);

/** Whether a restart is pending hangs on whatever was installed, renamed or joined. */
export const rebootReads = ({ when_pending }: RebootParams): readonly ResourceId[] =>
  when_pending ? ['host:boot', anything, ...upgradeCodes.map(productsId)] : ['host:boot'];

/** Decides whether the host is restarted. */
export function planReboot({
  params,
  state,
}: PlanInput<RebootParams, RebootState, undefined>): Plan<RebootState> {
  const { when_pending, ...args } = params;
  if (when_pending && state.reasons.length === 0) return { steps: [], expected: state };
  const why = state.reasons.length === 0 ? 'no restart is pending' : `pending: ${state.reasons.join(', ')}`;
  return {
    steps: [
      {
        action: 'reboot',
        args: { ...args, boot: state.boot },
        title: `restart (${why})`,
        changes: [change('last start', state.boot, 'a new one')],
        where: 'controller',
        timeout: params.delay + params.reboot_timeout + params.settle + 30,
      },
    ],
  };
}
