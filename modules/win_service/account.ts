const builtIn: Readonly<Record<string, string>> = {
  system: 'LocalSystem',
  localsystem: 'LocalSystem',
  'nt authority\\system': 'LocalSystem',
  '.\\localsystem': 'LocalSystem',
  localservice: 'NT AUTHORITY\\LocalService',
  'nt authority\\localservice': 'NT AUTHORITY\\LocalService',
  'nt authority\\local service': 'NT AUTHORITY\\LocalService',
  networkservice: 'NT AUTHORITY\\NetworkService',
  'nt authority\\networkservice': 'NT AUTHORITY\\NetworkService',
  'nt authority\\network service': 'NT AUTHORITY\\NetworkService',
};

/** The name of an account as Windows stores it with a service. */
export function accountName(given: string): string {
  const known = builtIn[given.toLowerCase()];
  if (known !== undefined) return known;
  return /[\\@]/.test(given) ? given : `.\\${given}`;
}

/** Built-in and virtual accounts have no password, and managed ones (`DOMAIN\name$`) none that anybody gives. */
export function hasPassword(account: string): boolean {
  return (
    !Object.values(builtIn).includes(accountName(account)) &&
    !/^nt service\\/i.test(account) &&
    !account.endsWith('$')
  );
}
