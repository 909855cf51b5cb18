import type { JsonObject } from 'gorun/module';
import type { InstallInput } from './plan.ts';

/** What `register` sees of msi_install. `data`: one object a step, from the host. */
export function resultOf({ params, state }: InstallInput, data: readonly JsonObject[]): JsonObject {
  const product = state.go.products.find(({ arch }) => arch === params.arch);
  const numbers = (name: string) => data.flatMap((one) => (typeof one[name] === 'number' ? [one[name]] : []));
  return {
    version: product?.version ?? null,
    install_dir: product?.installDir ?? null,
    reboot_required: data.some((one) => one.rebootRequired === true),
    exit_codes: numbers('exitCode'),
    logs: data.flatMap((one) => (typeof one.log === 'string' ? [one.log] : [])),
  };
}
