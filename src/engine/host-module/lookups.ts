import { GorunError } from '../../errors/gorun-error.ts';
import { compileText } from '../../expression/template/compile.ts';
import { shownInText } from '../../expression/template/helpers/declaration.ts';
import type { JsonObject } from '../../json.ts';
import type { HostLookupIO, HostModule, LookupIO, Platform } from '../../module/contract.ts';
import { textNode } from '../../source/text-node.ts';
import { NotKnownYet, tell, type View } from '../host/unknowns.ts';

/** Whose task looks something up. */
export interface Asker {
  readonly host: string;
  /** The folder of the task's role. */
  readonly role: string | undefined;
  readonly view: View;
}

/** What is the same for every lookup of a run. */
export type RunIO = Pick<LookupIO, 'signal' | 'folder'>;

/** What modules looked up on the controller: once per run for the same module, params and platform, however many hosts ask. */
export class Lookups {
  readonly #io: RunIO;
  readonly #found = new Map<string, Promise<unknown>>();
  readonly #templates = new Map<string, ReturnType<typeof compileText>>();

  constructor(io: RunIO) {
    this.#io = io;
  }

  /** Throws what the module's lookup throws; a failed lookup is tried again by the next who asks. */
  async get(module: HostModule, params: JsonObject, platform: Platform, asker: Asker): Promise<unknown> {
    const { role } = asker;
    const { folder } = this.#io;
    const io: LookupIO = { ...this.#io, platform, folders: role === undefined ? [folder] : [role, folder] };
    if (module.lookupForHost !== undefined) return module.lookupForHost(params, this.#hostIO(io, asker));
    if (module.lookup === undefined) return undefined;
    const key = JSON.stringify([module.name, platform, role ?? '', params]);
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const asked = module.lookup(params, io);
    this.#found.set(key, asked);
    asked.catch(() => this.#found.delete(key));
    return asked;
  }

  #hostIO(io: LookupIO, { host, view }: Asker): HostLookupIO {
    return {
      ...io,
      host,
      render: (text, file) => {
        const told = tell(view, (scope) => shownInText(this.#template(text, file).render(scope)));
        if (told.kind === 'known') return told.value;
        if (told.kind === 'unknown') throw new NotKnownYet(told.after);
        throw placed(told.cause, file);
      },
    };
  }

  /** Compiled once, however many hosts it is rendered for. */
  #template(text: string, file: string): ReturnType<typeof compileText> {
    const key = `${file}\n${text}`;
    const known = this.#templates.get(key) ?? compileText(textNode(text, file), text);
    this.#templates.set(key, known);
    return known;
  }
}

/** The place in the message as well: the task that fails stands in another file. */
function placed(cause: unknown, file: string): unknown {
  if (!(cause instanceof GorunError) || cause.position?.file !== file) return cause;
  const { code, message, fix, position } = cause;
  const { line, column } = position;
  return new GorunError(code, { message: `${file}:${line}:${column}: ${message}`, fix, position, cause });
}
