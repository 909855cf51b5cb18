import type { Stats } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attributes, FileEntry } from 'ssh2';
import { inside } from './sftp-folder.ts';

/** The entries of a folder, without `.` and `..` as Windows' own server. */
export async function listFolder(drive: string, folder: string): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    // Links that lead out of the host are shown as what they are, never followed.
    const look = await inside(drive, path)
      .then((real) => stat(real))
      .catch(() => lstat(path));
    entries.push(entryOf(name, look));
  }
  return entries;
}

/** One line of a listing, in the form of `ls -l`. Every file is open to everybody: rights are not modelled. */
export function entryOf(filename: string, stats: Stats): FileEntry {
  const kind = stats.isDirectory() ? 'd' : '-';
  const when =
    stats.mtime.toUTCString().slice(8, 11) +
    stats.mtime.toUTCString().slice(4, 8) +
    stats.mtime.toISOString().slice(11, 16);
  const longname = `${kind}rwxrwxrwx 1 Administrator Administrators ${String(stats.size).padStart(10)} ${when} ${filename}`;
  return { filename, longname, attrs: toAttributes(stats) };
}

/** Attributes in seconds and bytes; those of a folder where nothing is known. */
export function toAttributes(stats: Stats | undefined): Attributes {
  return {
    mode: stats === undefined ? 0o040777 : (stats.mode & 0o170000) | 0o777,
    uid: 0,
    gid: 0,
    size: stats?.size ?? 0,
    atime: Math.floor((stats?.atimeMs ?? 0) / 1000),
    mtime: Math.floor((stats?.mtimeMs ?? 0) / 1000),
  };
}
