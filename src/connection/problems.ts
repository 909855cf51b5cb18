import { GorunError } from '../errors/gorun-error.ts';
import { connectionName } from './connection-name.ts';
import type { HostAddress } from './types.ts';
import { connectionVariables } from './variables/connection-variables.ts';
import { nameOf, readVariable, type VariableDeclaration } from './variables/declaration.ts';

/** A setting that no connection can be made with. */
export interface ConnectionProblem {
  /** The variable at fault. */
  readonly variable: string;
  /** `connection/config` */
  readonly error: GorunError;
}

/** Everything that is wrong with the connection variables of a host; nothing is contacted. */
export function connectionProblems(address: HostAddress): ConnectionProblem[] {
  const { connection } = connectionVariables;
  const checks = [
    ...Object.values(connectionVariables).map((declaration: VariableDeclaration<unknown>) => ({
      declaration,
      check: () => void readVariable(address, declaration),
    })),
    { declaration: connection, check: () => void connectionName(address) },
  ];
  return checks.flatMap(({ declaration, check }) => {
    const variable = nameOf(address, declaration);
    if (variable === undefined) return [];
    try {
      check();
      return [];
    } catch (error) {
      if (!(error instanceof GorunError)) throw error;
      return [{ variable, error }];
    }
  });
}
