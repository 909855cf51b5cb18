/** What the tokens of ssh_config stand for. */
export interface TokenValues {
  readonly homeDir: string;
  /** `%u`: who runs gorun. */
  readonly localUser: string;
  /** `%n`: the name as given; `%h`: the name connected to. */
  readonly originalHost: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** Replaces `~/`, `%h`-like tokens and `${NAME}` in a path of ssh_config; unknown ones stay as they are. */
export function expandPath(path: string, values: TokenValues): string {
  const tokens: Record<string, string> = {
    '%%': '%',
    '%d': values.homeDir,
    '%h': values.host,
    '%n': values.originalHost,
    '%p': String(values.port),
    '%r': values.user,
    '%u': values.localUser,
  };
  return path
    .replace(/^~(?=[/\\]|$)/, () => values.homeDir)
    .replace(/\$\{(\w+)\}/g, (whole, name: string) => values.variables[name] ?? whole)
    .replace(/%./g, (token) => tokens[token] ?? token);
}
