import { parseAs, type Static, Type } from 'gorun/module';

const text = Type.Union([Type.String(), Type.Null()]);

/** A variable as the registry holds it. */
export const Stored = Type.Object({ exists: Type.Boolean(), kind: text, value: text });
/** A variable as the registry holds it. */
export type Stored = Static<typeof Stored>;

const schema = Type.Object({
  variables: Type.Array(
    Type.Object({ name: Type.String(), exists: Type.Boolean(), kind: text, value: text }),
  ),
  administrator: Type.Boolean(),
});

/** What the probe of win_environment sees. */
export type EnvironmentState = Static<typeof schema>;

export const parseEnvironmentState = parseAs(schema);
