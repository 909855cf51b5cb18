import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Asker } from '../../src/cli/ask.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { fakeOutput } from '../report/fake-output.ts';

/** How a command line ended. */
export interface Typed {
  readonly exit: string;
  readonly out: string;
  readonly err: string;
}

/** What surrounds a command line. */
export interface Around {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly asker?: Asker;
}

/** A folder in which command lines are typed. */
export interface Folder {
  readonly path: string;
  write(name: string, text: string, mode?: number): Promise<void>;
  read(name: string): Promise<string>;
  names(): Promise<readonly string[]>;
  type(argv: readonly string[], around?: Around): Promise<Typed>;
}

/** Makes a {@link Folder}; it goes with the test, or with `atEnd`. */
export async function emptyFolder(
  atEnd: (remove: () => Promise<void>) => void = onTestFinished,
): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'gorun-vault-test-'));
  atEnd(() => rm(path, { recursive: true, force: true }));
  return {
    path,
    write: async (name, text, mode = 0o600) => {
      await writeFile(join(path, name), text);
      await chmod(join(path, name), mode);
    },
    read: (name) => readFile(join(path, name), 'utf8'),
    names: async () => (await readdir(path)).toSorted(),
    type: async (argv, { env = {}, input, asker } = {}) => {
      const [out, err] = [fakeOutput(200), fakeOutput(200)];
      const exit = await runCommandLine({
        out,
        err,
        isTTY: false,
        cwd: path,
        env,
        argv,
        ...(input === undefined ? {} : { readInput: async () => input }),
        ...(asker === undefined ? {} : { asker }),
      });
      return { exit, out: out.text(), err: err.text() };
    },
  };
}

/** A {@link Folder} with a key in `key`, for which it encrypts. */
export async function folderWithKey(atEnd?: (remove: () => Promise<void>) => void): Promise<Folder> {
  const folder = await emptyFolder(atEnd);
  const { out } = await folder.type(['vault', 'keygen', '-o', 'key']);
  await folder.write('.gorun-recipients', `# everybody\n${out}`);
  return folder;
}

/** A file of Ansible's vault 1.1 with `password: canary-from-ansible` in it, as ansible-vault wrote it with the password `test`. */
export const ansibleFile = `$ANSIBLE_VAULT;1.1;AES256
37323032386535333463346331386566303238623963313236633239646562633136646439393132
6661643665646134373066333765313566383634306337330a366130656631616233313764616336
31323036353935373265363932383633646336323733663263393832333937666137383431353337
6230643863643064390a613032323061653739356465646661633135363863396132656164393639
37616264396432353136306163643833336536623839633839623263633962353237
`;

/** As {@link ansibleFile}, 1.2 with the id `prod`. */
export const ansibleFileWithId = `$ANSIBLE_VAULT;1.2;AES256;prod
37383562313134393762346461353836303730626161396137336630323665393737356531616139
3166333333643038313962663631346365373439303230320a343934316634646232316538343432
63396534616137363231373231626531303732613638333534613031343234626633633262316633
6532623531323365320a653933636263663339633630366339313762356132363064333031333935
61646637623562353837346338643439313362346561316566333066646437623030
`;
