/** What opens. */
export interface Keys {
  /** Of age: AGE-SECRET-KEY-… */
  readonly identities: readonly string[];
  /** For age and for Ansible's vault. */
  readonly passphrases: readonly string[];
  /** For Ansible's vault alone. */
  readonly ansiblePasswords: readonly string[];
}

/** Where keys come from: options of the command line and the environment. */
export interface KeySources {
  /** Files with identities of age. */
  readonly keyFiles: readonly string[];
  /** Files with a passphrase. */
  readonly passphraseFiles: readonly string[];
  /** Programs (with arguments) that print an identity or a passphrase. */
  readonly commands: readonly (readonly string[])[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative names start here. */
  readonly cwd: string;
  /** Asks for the passphrase (`--ask-vault-pass`). */
  readonly ask?: () => Promise<string>;
}
