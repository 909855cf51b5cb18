/**
 * The entries of a PATH value, so that joining them with `;` gives the value back. A semicolon between two quotes belongs to
 * its entry; with an odd number of quotes they mean nothing. The same rule as Split-PathList of lib/environment.ps1.
 */
export function splitPath(value: string): string[] {
  if (value === '') return [];
  if ((value.split('"').length - 1) % 2 === 1) return value.split(';');
  return value.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
}

/** The value of entries. */
export const joinPath = (entries: readonly string[]): string => entries.join(';');
