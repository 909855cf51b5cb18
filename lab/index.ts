/** The lab: real Windows hosts (Wine prefixes with the real installer, registry and PowerShell) behind SSH on this machine. */
export { type LabStatus, labDown, labStatus } from './down.ts';
export { FAULTS, type Fault, type FaultName, parseFaults } from './faults/parse.ts';
export { type FreshOptions, freshHost } from './fresh.ts';
export { type HostState, hostState, readRegistryValue } from './host/state.ts';
export type { LabUpOptions } from './order.ts';
export { labPlaces, labRoot } from './places.ts';
export type { LabProgress, LabProgressEvent } from './progress.ts';
export { clientKeys, LAB_PASSPHRASE, LAB_PASSWORD } from './ssh/keys.ts';
export { labSsh } from './ssh-command.ts';
export { type Lab, type LabHost, labUp } from './up.ts';
