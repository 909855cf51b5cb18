import { parseArgs } from 'node:util';
import { freshHost, labDown, labSsh, labStatus, labUp } from './index.ts';

// A thin entry for daily work; `gorun lab` is the one for users.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hosts: { type: 'string' },
    linux: { type: 'string' },
    go: { type: 'string' },
    'linux-go': { type: 'string' },
    'linux-slim': { type: 'boolean', default: false },
    instance: { type: 'string' },
    fault: { type: 'string', multiple: true, default: [] },
    depot: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    remove: { type: 'boolean', default: false },
  },
});
const faults = Object.fromEntries(
  values.fault.map((one) => [one.split('=')[0] ?? '', one.slice(one.indexOf('=') + 1)]),
);
const instance = values.instance === undefined ? {} : { instance: values.instance };

switch (positionals[0]) {
  case 'up': {
    const lab = await labUp(
      {
        ...(values.hosts === undefined ? {} : { hosts: Number(values.hosts) }),
        ...(values.linux === undefined ? {} : { linux: Number(values.linux) }),
        ...(values.go === undefined ? {} : { go: values.go, linuxGo: values.go }),
        ...(values['linux-go'] === undefined ? {} : { linuxGo: values['linux-go'] }),
        linuxSlim: values['linux-slim'],
        fresh: values.fresh,
        faults,
        ...(values.depot === undefined ? {} : { depot: values.depot }),
        ...instance,
      },
      (event) => {
        const took = event.took === undefined ? '' : ` ${(event.took / 1000).toFixed(1)} s`;
        console.log(`${event.state.padEnd(6)} ${event.step}: ${event.detail}${took}`);
      },
    );
    console.log(JSON.stringify(lab, null, 2));
    break;
  }
  case 'ssh':
    process.exitCode = await labSsh(positionals[1] ?? 'win1', positionals.slice(2), values.instance);
    break;
  case 'fresh':
    await freshHost(positionals[1] ?? 'win1', {
      ...instance,
      ...(values.go === undefined ? {} : { go: values.go }),
      ...(values.fault[0] === undefined ? {} : { faults: values.fault[0] }),
    });
    break;
  case 'status':
    console.log(JSON.stringify(labStatus(values.instance), null, 2));
    break;
  case 'down':
    await labDown({ remove: values.remove, ...instance });
    break;
  default:
    console.error(
      'node lab/cli.ts up|status|ssh HOST COMMAND|fresh HOST|down [--hosts N] [--linux N] [--go VERSION] [--linux-go VERSION] [--instance NAME] [--fresh]',
    );
    process.exitCode = 64;
}
