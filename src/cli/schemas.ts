import { configSchema } from '../config/settings.ts';
import type { JsonObject } from '../json.ts';
import type { ModuleRegistry } from '../module/contract.ts';
import { inventorySchema } from '../schema/inventory-schema.ts';
import { playbookSchema, tasksSchema } from '../schema/playbook-schema.ts';

/** What there are schemas of. */
export const schemaKinds = ['playbook', 'tasks', 'inventory', 'config'] as const;

/** One of them. */
export type SchemaKind = (typeof schemaKinds)[number];

/** The folder into which `gorun init` and `gorun schema --write` put them. */
export const schemaFolder = 'schemas';

/** The schema of a kind as text. */
export function schemaText(kind: SchemaKind, modules: ModuleRegistry): string {
  return `${JSON.stringify(schemaOf(kind, modules), null, 2)}\n`;
}

function schemaOf(kind: SchemaKind, modules: ModuleRegistry): JsonObject {
  if (kind === 'playbook') return playbookSchema(modules);
  if (kind === 'tasks') return tasksSchema(modules);
  return kind === 'inventory' ? inventorySchema() : configSchema();
}
