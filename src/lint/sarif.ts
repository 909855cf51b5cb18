import { catalogue } from '../errors/catalogue.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Finding } from './lint.ts';
import type { Rule } from './rule.ts';

/** Findings as SARIF 2.1.0, which code hosts show beside the lines. */
export function sarif(findings: readonly Finding[], rules: readonly Rule[], version: string): JsonObject {
  const codes = [...new Set(findings.map(({ rule }) => rule))].filter((code) => isCode(code));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'gorun lint',
            version,
            rules: [...rules.map(ruleOf), ...codes.map(errorRule)],
          },
        },
        results: findings.map(resultOf),
      },
    ],
  };
}

function ruleOf({ name, doc, why }: Rule): Json {
  return { id: name, shortDescription: { text: doc }, fullDescription: { text: why } };
}

function errorRule(code: string): Json {
  const declared = isCode(code) ? catalogue[code] : undefined;
  return {
    id: code,
    shortDescription: { text: declared?.meaning ?? code },
    fullDescription: { text: declared?.fix ?? code },
  };
}

function isCode(code: string): code is keyof typeof catalogue {
  return Object.hasOwn(catalogue, code);
}

function resultOf({ rule, severity, message, position }: Finding): Json {
  const region = { startLine: position.line, startColumn: position.column };
  const uri = position.file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return {
    ruleId: rule,
    level: severity,
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region } }],
  };
}
