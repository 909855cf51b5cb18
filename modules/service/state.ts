import { parseAs, type Static, Type } from 'gorun/module';

const schema = Type.Object({
  unit: Type.String(),
  /** As systemd says: loaded, not-found, masked, bad-setting, error … */
  load: Type.String(),
  /** active, inactive, failed, activating, deactivating, reloading … */
  active: Type.String(),
  /** running, exited, dead, … */
  sub: Type.String(),
  /** enabled, disabled, static, masked, generated … Empty: there is no unit file. */
  file: Type.String(),
  /** simple, oneshot, notify … Empty for what is no service. */
  type: Type.String(),
  canReload: Type.Boolean(),
  /** Files of it have changed since systemd read them. */
  needsReload: Type.Boolean(),
  pid: Type.Integer(),
});

/** What the probe of service sees. */
export type ServiceState = Static<typeof schema>;

export const parseServiceState = parseAs(schema);
