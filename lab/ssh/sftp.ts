import type { Stats } from 'node:fs';
import { lstat, mkdir, open, rename, rmdir, stat, truncate, unlink, utimes } from 'node:fs/promises';
import ssh2, { type SFTPWrapper } from 'ssh2';
import { driveC } from '../host/wine.ts';
import { ownCopy } from './own-copy.ts';
import { entryOf, listFolder, toAttributes } from './sftp-attributes.ts';
import { inside, linuxPath } from './sftp-folder.ts';
import { SftpHandles } from './sftp-handles.ts';
import { openFlags } from './sftp-open-flags.ts';
import { sftpName, sftpTarget } from './sftp-path.ts';
import { type Refusal, refusalOf, refusals } from './sftp-status.ts';

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;
const HOME = ['Users', 'Administrator'];

/** Serves the files of a host's drive C: over SFTP version 3, as Windows' sftp-server does. */
export function serveSftp(stream: SFTPWrapper, prefix: string): void {
  const drive = driveC(prefix);
  const handles = new SftpHandles();
  let last: Promise<void> = Promise.resolve();

  const refuse = (id: number, refusal: Refusal) => stream.status(id, refusal.code, refusal.message);
  /** Answers with OK, unless the work answered itself (true) or refused. */
  const answer = (id: number, work: () => Promise<Refusal | true | undefined>) => {
    // One at a time, in order, as sftp-server: OpenSSH's scp cuts a file short where answers overtake each other.
    last = last.then(work).then(
      (outcome) => {
        if (outcome === undefined) stream.status(id, STATUS_CODE.OK);
        else if (outcome !== true) refuse(id, outcome);
      },
      (error: unknown) => refuse(id, refusalOf(error)),
    );
  };
  /** Resolves a path before the work; the list of drives is no place to work on. */
  const at = (id: number, path: string, work: (linux: string) => Promise<Refusal | true | undefined>) =>
    answer(id, async () => {
      const target = sftpTarget(path, HOME);
      if (target.kind === 'invalid') return refusals.invalid(target.why);
      return target.kind === 'root' ? refusals.aboveDrives : work(await linuxPath(drive, target.parts));
    });
  const attributes = (id: number, path: string, look: (linux: string) => Promise<Stats>) =>
    answer(id, async () => {
      const target = sftpTarget(path, HOME);
      if (target.kind === 'invalid') return refusals.invalid(target.why);
      const linux =
        target.kind === 'root' ? drive : await inside(drive, await linuxPath(drive, target.parts));
      stream.attrs(id, toAttributes(await look(linux)));
      return true;
    });

  stream.on('OPEN', (id, path, flags, attrs) =>
    at(id, path, async (linux) => {
      const place = await inside(drive, linux);
      if ((flags & OPEN_MODE.WRITE) !== 0) await ownCopy(place);
      const file = await open(place, openFlags(flags), attrs.mode === undefined ? 0o644 : attrs.mode & 0o666);
      if ((await file.stat()).isDirectory()) {
        await file.close();
        return { code: STATUS_CODE.FAILURE, message: 'Failure: it is a folder' };
      }
      stream.handle(id, handles.add({ kind: 'file', file, append: (flags & OPEN_MODE.APPEND) !== 0 }));
      return true;
    }),
  );
  stream.on('READ', (id, handle, offset, length) =>
    answer(id, async () => {
      const thing = handles.get(handle);
      if (thing?.kind !== 'file') return refusals.badHandle;
      const { bytesRead, buffer } = await thing.file.read(
        Buffer.alloc(Math.min(length, 262_144)),
        0,
        undefined,
        offset,
      );
      if (bytesRead === 0) return refusals.endOfFile;
      stream.data(id, buffer.subarray(0, bytesRead));
      return true;
    }),
  );
  stream.on('WRITE', (id, handle, offset, data) => {
    // The packet's buffer is used again for the next packet.
    const own = Buffer.from(data);
    answer(id, async () => {
      const thing = handles.get(handle);
      if (thing?.kind !== 'file') return refusals.badHandle;
      await thing.file.write(own, 0, own.length, thing.append ? undefined : offset);
      return undefined;
    });
  });
  stream.on('CLOSE', (id, handle) =>
    answer(id, async () => ((await handles.close(handle)) ? undefined : refusals.badHandle)),
  );
  stream.on('FSTAT', (id, handle) =>
    answer(id, async () => {
      const thing = handles.get(handle);
      if (thing?.kind !== 'file') return refusals.badHandle;
      stream.attrs(id, toAttributes(await thing.file.stat()));
      return true;
    }),
  );
  stream.on('FSETSTAT', (id, handle, attrs) =>
    answer(id, async () => {
      const thing = handles.get(handle);
      if (thing?.kind !== 'file') return refusals.badHandle;
      if (attrs.size !== undefined) await thing.file.truncate(attrs.size);
      if (attrs.atime !== undefined && attrs.mtime !== undefined)
        await thing.file.utimes(attrs.atime, attrs.mtime);
      return undefined;
    }),
  );
  stream.on('STAT', (id, path) => attributes(id, path, (linux) => stat(linux)));
  stream.on('LSTAT', (id, path) => attributes(id, path, (linux) => lstat(linux)));
  stream.on('SETSTAT', (id, path, attrs) =>
    at(id, path, async (linux) => {
      const own = await inside(drive, linux);
      if (attrs.size !== undefined) await truncate(own, attrs.size);
      if (attrs.atime !== undefined && attrs.mtime !== undefined) await utimes(own, attrs.atime, attrs.mtime);
      await stat(own);
      return undefined;
    }),
  );
  stream.on('OPENDIR', (id, path) =>
    answer(id, async () => {
      const target = sftpTarget(path, HOME);
      if (target.kind === 'invalid') return refusals.invalid(target.why);
      const entries =
        target.kind === 'root'
          ? [entryOf('C:', await stat(drive))]
          : await listFolder(drive, await inside(drive, await linuxPath(drive, target.parts)));
      stream.handle(id, handles.add({ kind: 'folder', entries }));
      return true;
    }),
  );
  stream.on('READDIR', (id, handle) =>
    answer(id, async () => {
      const thing = handles.get(handle);
      if (thing?.kind !== 'folder') return refusals.badHandle;
      if (thing.entries.length === 0) return refusals.endOfFile;
      stream.name(id, thing.entries.splice(0, 100));
      return true;
    }),
  );
  stream.on('MKDIR', (id, path) => at(id, path, async (linux) => void (await mkdir(linux))));
  stream.on('RMDIR', (id, path) => at(id, path, async (linux) => void (await rmdir(linux))));
  stream.on('REMOVE', (id, path) => at(id, path, async (linux) => void (await unlink(linux))));
  stream.on('RENAME', (id, from, to) =>
    at(id, from, async (source) => {
      const target = sftpTarget(to, HOME);
      if (target.kind !== 'file') return refusals.invalid('no such place');
      const goal = await linuxPath(drive, target.parts);
      // Version 3 of the protocol: never over a file that is there. A change of case alone is no other file.
      if (goal.toLowerCase() !== source.toLowerCase() && (await exists(goal))) return refusals.exists;
      await rename(source, goal);
      return undefined;
    }),
  );
  stream.on('REALPATH', (id, path) =>
    answer(id, async () => {
      const target = sftpTarget(path, HOME);
      if (target.kind === 'invalid') return refusals.invalid(target.why);
      stream.name(id, [{ filename: sftpName(target), longname: '', attrs: toAttributes(undefined) }]);
      return true;
    }),
  );
  const over = () => void handles.closeAll();
  stream.on('end', () => {
    over();
    // OpenSSH's clients wait for our end of the channel before they go, and scp for an exit status.
    void last.then(() => endSftp(stream));
  });
  stream.on('close', over);
  stream.on('error', over);
}

/** ssh2's SFTP stream has no public way to send an exit status, which Windows' server does send. */
function endSftp(stream: SFTPWrapper): void {
  const inner: {
    _protocol?: { exitStatus?(channel: number, status: number): void };
    outgoing?: { id?: number };
  } = Object(stream);
  if (inner.outgoing?.id !== undefined) inner._protocol?.exitStatus?.(inner.outgoing.id, 0);
  stream.end();
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
