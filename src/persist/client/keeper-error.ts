/** The keeper cannot be had; says why. Internal: the run goes on without it. */
export class KeeperError extends Error {}
