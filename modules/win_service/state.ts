import { parseAs, type Static, Type } from 'gorun/module';

const ServiceFacts = Type.Object({
  exists: Type.Literal(true),
  path: Type.String(),
  display_name: Type.String(),
  username: Type.String(),
  /** `boot` and `system` are drivers. */
  start_mode: Type.String(),
  error_control: Type.String(),
  load_order_group: Type.String(),
  dependencies: Type.Array(Type.String()),
  description: Type.String(),
  /** Windows' number without the part for windows on the desktop. */
  type: Type.Integer(),
  desktop_interact: Type.Boolean(),
  /** `started`, `stopped`, `paused`, or on its way: `start_pending` … */
  state: Type.String(),
  can_pause_and_continue: Type.Boolean(),
  /** What depends on it and is not stopped. */
  dependents: Type.Array(Type.String()),
});
/** A service that is there. */
export type ServiceFacts = Static<typeof ServiceFacts>;

const State = Type.Union([ServiceFacts, Type.Object({ exists: Type.Literal(false) })]);
/** What the probe tells. */
export type ServiceState = Static<typeof State>;

/** Parses what the probe tells. */
export const parseServiceState = parseAs(State);
