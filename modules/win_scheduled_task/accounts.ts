/** What the host says of the accounts that were asked for: their SIDs, null for one that it does not know. */
export type Accounts = Readonly<Record<string, string | null>>;

// Known without the host: they have other names in other languages.
const services: Readonly<Record<string, string>> = {
  system: 'S-1-5-18',
  localsystem: 'S-1-5-18',
  'nt authority\\system': 'S-1-5-18',
  localservice: 'S-1-5-19',
  'local service': 'S-1-5-19',
  'nt authority\\localservice': 'S-1-5-19',
  'nt authority\\local service': 'S-1-5-19',
  networkservice: 'S-1-5-20',
  'network service': 'S-1-5-20',
  'nt authority\\networkservice': 'S-1-5-20',
  'nt authority\\network service': 'S-1-5-20',
};

/** The SID of an account, or its name where nobody knows it. */
export function sidOf(name: string, accounts: Accounts): string {
  if (/^S-1-/i.test(name)) return name.toUpperCase();
  return services[name.toLowerCase()] ?? accounts[name] ?? name;
}

/** Two names of one account. */
export function sameAccount(one: string, other: string, accounts: Accounts): boolean {
  return sidOf(one, accounts).toLowerCase() === sidOf(other, accounts).toLowerCase();
}

/** LocalSystem, LocalService and NetworkService: they have no password. */
export const isServiceAccount = (sid: string): boolean => /^S-1-5-(?:18|19|20)$/.test(sid);
