/** What a path of the SFTP protocol names on a host with one drive, C:. */
export type SftpTarget =
  /** `/`: the list of drives. */
  | { readonly kind: 'root' }
  /** A place on C:, as names from the top of the drive. */
  | { readonly kind: 'file'; readonly parts: readonly string[] }
  | { readonly kind: 'invalid'; readonly why: string };

/** Names that Windows has no files of. */
const FORBIDDEN = /[<>:"|?*\u0000-\u001f]/;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/**
 * Reads a path as Windows' sftp-server does: `/C:/x`, `C:/x`, `C:\x`, or relative to the home folder. `..` never leads above the list
 * of drives. Pure.
 * @param home names from the top of C: of the folder that relative paths start in
 */
export function sftpTarget(path: string, home: readonly string[]): SftpTarget {
  const names = path.replaceAll('\\', '/').split('/');
  const absolute = names[0] === '' && path !== '';
  if (absolute) names.shift();
  const drive = names[0] ?? '';
  let parts: string[];
  let onDrive = true;
  if (/^c:$/i.test(drive)) {
    parts = [];
    names.shift();
  } else if (/^[a-z]:/i.test(drive)) {
    return { kind: 'invalid', why: `there is no drive ${drive.slice(0, 2)}` };
  } else {
    parts = absolute ? [] : [...home];
    onDrive = !absolute;
  }
  for (const name of names) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      if (parts.length === 0) onDrive = false;
      parts.pop();
    } else if (!onDrive && /^c:$/i.test(name)) {
      onDrive = true;
    } else if (!onDrive) {
      return { kind: 'invalid', why: 'above the drives there are no files' };
    } else if (FORBIDDEN.test(name) || DEVICE.test(name) || /[. ]$/.test(name)) {
      return { kind: 'invalid', why: `Windows has no file named ${name}` };
    } else {
      parts.push(name);
    }
  }
  return onDrive ? { kind: 'file', parts } : { kind: 'root' };
}

/** The form in which Windows' sftp-server shows a path: `/C:/Users/x`. Pure. */
export const sftpName = (target: SftpTarget): string =>
  target.kind === 'file' ? `/C:/${target.parts.join('/')}` : '/';
