import { type Static, Type } from 'gorun/module';

export const packageParams = Type.Object({
  path: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 2000,
      description:
        'The package: a file that the host reaches (a drive, a share), or an address of HTTP(S), then with `product_id` and `checksum`. Not needed to uninstall by `product_id`.',
    }),
  ),
  product_id: Type.Optional(
    Type.String({
      pattern: '^\\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\\}$',
      description: 'The ProductCode. Not given: that of the package.',
    }),
  ),
  state: Type.Enum(['present', 'absent'], {
    default: 'present',
    description: 'Whether it is to be installed.',
  }),
  arguments: Type.Array(Type.String({ pattern: '^[A-Z_][A-Z0-9_.]*=' }), {
    default: [],
    description:
      'Public properties, each `NAME=value`; a value is passed as it is, blanks and quotes included. `/qn /norestart /l*v` are always given.',
  }),
  checksum: Type.Optional(
    Type.String({
      pattern: '^[0-9a-fA-F]{64}$',
      description: 'SHA-256 of the package; another file is not installed.',
    }),
  ),
  expected_return_code: Type.Array(Type.Integer(), {
    default: [0, 3010, 1641],
    minItems: 1,
    description: 'What msiexec may end with.',
  }),
  log_path: Type.Optional(
    Type.String({
      minLength: 3,
      description:
        'Where msiexec’s log goes on the host; not given: a file of gorun’s own, the newest 40 of which stay.',
    }),
  ),
  time_limit: Type.Integer({
    default: 1800,
    minimum: 5,
    maximum: 14_400,
    description:
      'Seconds for one run of msiexec, waiting for other installations included. Past it its process tree is ended.',
  }),
});
/** What a playbook gives to win_package. */
export type PackageParams = Static<typeof packageParams>;
