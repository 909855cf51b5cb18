import type { JsonObject } from '../../json.ts';
import type { HostModule, LookupIO } from '../../module/contract.ts';

/** What modules looked up on the controller: once per run for the same module and params, however many hosts ask. */
export class Lookups {
  readonly #io: LookupIO;
  readonly #found = new Map<string, Promise<unknown>>();

  constructor(io: LookupIO) {
    this.#io = io;
  }

  /** Throws what the module's lookup throws; a failed lookup is tried again by the next who asks. */
  async get(module: HostModule, params: JsonObject): Promise<unknown> {
    if (module.lookup === undefined) return undefined;
    const key = `${module.name} ${JSON.stringify(params)}`;
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const asked = module.lookup(params, this.#io);
    this.#found.set(key, asked);
    asked.catch(() => this.#found.delete(key));
    return asked;
  }
}
