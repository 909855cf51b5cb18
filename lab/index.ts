/**
 * The lab: real Windows hosts (Wine prefixes with the real installer, registry and PowerShell) and Linux hosts (namespaces with
 * OpenSSH's sshd) on this machine.
 */
export { type LabStatus, labDown, labStatus } from './down.ts';
export { FAULTS, type Fault, type FaultName, parseFaults } from './faults/parse.ts';
export { type FreshOptions, freshHost } from './fresh.ts';
export { type HostState, hostState, readRegistryValue } from './host/state.ts';
export { DEPLOY_PASSWORD, ROOT_PASSWORD } from './linux/accounts.ts';
export { LINUX_FAULTS, type LinuxFault, type LinuxFaultName, parseLinuxFaults } from './linux/faults.ts';
export { isLinuxName, MOST_LINUX_HOSTS } from './linux/order.ts';
export type { LabUpOptions } from './order.ts';
export { labPlaces, labRoot } from './places.ts';
export type { LabProgress, LabProgressEvent } from './progress.ts';
export { clientKeys, LAB_PASSPHRASE, LAB_PASSWORD } from './ssh/keys.ts';
export { labSsh } from './ssh-command.ts';
export { type Lab, type LabHost, type LinuxLabHost, labUp } from './up.ts';
