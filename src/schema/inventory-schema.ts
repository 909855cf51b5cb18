import { connectionVariables } from '../connection/variables/connection-variables.ts';
import type { Json, JsonObject } from '../json.ts';

const ref = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` });

/** The JSON Schema (draft 7) of an inventory in YAML: groups, hosts, and the variables that connections understand. */
export function inventorySchema(): JsonObject {
  const group = { anyOf: [{ type: 'null' }, ref('group')] };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'gorun inventory',
    type: ['object', 'null'],
    additionalProperties: group,
    definitions: {
      group: {
        type: 'object',
        properties: {
          hosts: {
            description: 'Its hosts, each with its variables; `web[01:50]` stands for fifty of them.',
            anyOf: [{ type: ['null', 'string'] }, { type: 'object', additionalProperties: ref('variables') }],
          },
          children: {
            description: 'Groups in this group.',
            anyOf: [{ type: 'null' }, { type: 'object', additionalProperties: group }],
          },
          vars: { description: 'Variables of all its hosts.', ...ref('variables') },
        },
        additionalProperties: false,
      },
      variables: { anyOf: [{ type: 'null' }, { type: 'object', properties: connectionProperties() }] },
    },
  };
}

function connectionProperties(): JsonObject {
  return Object.fromEntries(
    Object.values(connectionVariables).flatMap(({ names, type, doc }) =>
      names.map((name): [string, Json] => [name, { description: `${doc}\n\nTakes ${type}.` }]),
    ),
  );
}
