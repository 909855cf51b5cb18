import { change, type Refusal, refuse, type Step } from 'gorun/module';
import type { ServiceParams } from './params.ts';
import type { ServiceState } from './state.ts';

/** What makes it run, or stop; nothing where it is so. */
export function runStep({ state: wanted }: ServiceParams, state: ServiceState): Step | Refusal | undefined {
  const { unit, active } = state;
  const runs = active === 'active' || active === 'reloading' || active === 'activating';
  switch (wanted) {
    case undefined:
      return undefined;
    case 'started':
      return runs ? undefined : start(state);
    case 'stopped':
      return runs || active === 'deactivating'
        ? {
            action: 'stop',
            title: `stop ${unit}`,
            args: { unit },
            changes: [change('state', active, 'inactive')],
            undo: { action: 'start', title: `start ${unit} again`, args: { unit } },
          }
        : undefined;
    case 'restarted':
      return {
        action: 'restart',
        title: `restart ${unit}`,
        args: { unit },
        changes: [change('state', active, 'active, started anew')],
        ...(runs ? {} : { undo: { action: 'stop', title: `stop ${unit} again`, args: { unit } } }),
      };
    case 'reloaded':
      if (!runs) return start(state);
      if (!state.canReload) return refuse(`${unit} cannot reload its configuration`, 'Use state: restarted.');
      return {
        action: 'reload',
        title: `reload ${unit}`,
        args: { unit },
        changes: [change('configuration', 'as it was read', 'read anew')],
      };
  }
}

const start = ({ unit, active }: ServiceState): Step => ({
  action: 'start',
  title: `start ${unit}`,
  args: { unit },
  changes: [change('state', active, 'active')],
  undo: { action: 'stop', title: `stop ${unit} again`, args: { unit } },
});
