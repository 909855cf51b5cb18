import { closest } from 'fastest-levenshtein';
import { GorunError } from '../../src/errors/gorun-error.ts';

/** A fault as a person orders it: `msiexec-1618`, `connection-drop:60000`. `value` is the number after the colon. */
export interface Fault<Name extends string = FaultName> {
  readonly name: Name;
  readonly value: number | undefined;
}

/** Every fault that can be ordered for a host, and what it does. */
export const FAULTS = {
  go386twin: 'a 386 Go is installed beside the amd64 one',
  'stale-goroot': 'the machine variable GOROOT names a folder of a Go that is gone',
  'doubled-path': "PATH holds Go's folder three times, written differently, and an empty entry",
  'custom-installdir': 'Go is installed in C:\\tools\\Go dir',
  'full-disk': 'C: has a few megabytes left (:BYTES; needs the right to mount)',
  'msiexec-hang': 'msiexec never ends (:TIMES)',
  'msiexec-1618': 'msiexec says that another installation runs (:TIMES, else 2), then works',
  'msiexec-3010': 'msiexec works and asks for a reboot',
  'msiexec-1641': 'msiexec works and says that it started a reboot',
  'msiexec-1603': 'msiexec fails at once (:TIMES)',
  'msi-fails-midway': 'the new package fails after the old version is removed: neither is left',
  'msi-cut-short': 'msiexec finds the package damaged (1620)',
  'connection-drop': 'the connection breaks after :BYTES from the host (else 60,000), once',
  'connection-drop-always': 'every connection breaks after :BYTES from the host (else 60,000)',
  'slow-network': 'the host sends :BYTES a second (else 20,000)',
  'changed-host-key': 'the host shows another key than known_hosts has',
  'not-admin': 'the account has no administrator rights',
  'no-powershell': 'powershell cannot be started',
  silent: 'the host accepts connections and never says a word',
} as const;

/** The name of a fault. */
export type FaultName = keyof typeof FAULTS;

// Short forms that people try first.
const ALSO: Readonly<Record<string, FaultName>> = {
  hang: 'msiexec-hang',
  '1618': 'msiexec-1618',
  '3010': 'msiexec-3010',
  '1641': 'msiexec-1641',
  'fails-midway': 'msi-fails-midway',
  'cut-short': 'msi-cut-short',
  twin: 'go386twin',
  slow: 'slow-network',
};

/**
 * Reads the faults ordered for one Windows host: one or more, joined by commas or plus signs. Pure.
 * @throws GorunError `cli/usage` naming the nearest fault
 */
export const parseFaults = (text: string | readonly string[]): Fault[] => parseFaultsOf(FAULTS, ALSO, text);

/**
 * Reads faults of a catalogue, with short forms. Pure.
 * @throws GorunError `cli/usage` naming the nearest fault
 */
export function parseFaultsOf<Name extends string>(
  catalogue: Readonly<Record<Name, string>>,
  also: Readonly<Record<string, Name>>,
  text: string | readonly string[],
): Fault<Name>[] {
  const words = (typeof text === 'string' ? [text] : text).flatMap((one) => one.split(/[,+]/));
  return words
    .map((word) => word.trim())
    .filter((word) => word !== '' && word !== 'none')
    .map((word) => parseFault(catalogue, also, word));
}

function parseFault<Name extends string>(
  catalogue: Readonly<Record<Name, string>>,
  also: Readonly<Record<string, Name>>,
  text: string,
): Fault<Name> {
  const [given = '', value] = text.split(/[:=]/, 2);
  const name = also[given] ?? given;
  if (!isOf(catalogue, name)) {
    const near = closest(name, Object.keys(catalogue));
    throw new GorunError('cli/usage', {
      message: `the lab has no fault "${given}"; did you mean "${near}"?`,
      fix: `Faults: ${Object.keys(catalogue).join(', ')}.`,
    });
  }
  if (value !== undefined && !/^\d+$/.test(value)) {
    throw new GorunError('cli/usage', {
      message: `the value of the fault "${given}" is not a whole number: "${value}"`,
    });
  }
  return { name, value: value === undefined ? undefined : Number(value) };
}

const isOf = <Name extends string>(catalogue: Readonly<Record<Name, string>>, name: string): name is Name =>
  Object.hasOwn(catalogue, name);
