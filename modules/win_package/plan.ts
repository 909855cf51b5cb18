import { change, type Plan, type PlanInput, type Refusal, refuse } from 'gorun/module';
import type { PackageParams } from './params.ts';
import { isAddress, sourceProblem } from './source.ts';
import type { PackageState, Product } from './state.ts';

type Input = PlanInput<PackageParams, PackageState, undefined>;
type Decision = Plan<PackageState> | Refusal;

/** Decides whether a product is to be installed or uninstalled. */
export function planPackage(input: Input): Decision {
  const { params, state } = input;
  const problem = sourceProblem(params, state);
  if (problem !== undefined) return problem;
  const wanted = params.state === 'present';
  if ((state.product !== null) === wanted) return { steps: [], expected: state };
  if (!state.administrator)
    return refuse('the account has no administrator rights', 'Connect as an administrator.');
  return wanted ? install(input) : uninstall(params, state);
}

const inWords = ({ name, version, productCode }: Pick<Product, 'name' | 'version' | 'productCode'>) =>
  name === null ? productCode : `${name}${version === null ? '' : ` ${version}`}`;

function install({ params, state }: Input): Decision {
  const { path = '', product_id, time_limit } = params;
  const found = state.source?.package;
  const productCode = (found?.productCode ?? product_id ?? '').toUpperCase();
  const name = found?.name ?? null;
  const version = found?.version ?? null;
  const title = inWords({ name, version, productCode });
  const lost = state.related.filter((product) => product.package === null);
  return {
    steps: [
      {
        action: 'install',
        title: `install ${title}`,
        args: {
          path,
          download: isAddress(path),
          productCode,
          checksum: params.checksum?.toLowerCase() ?? null,
          properties: [...params.arguments],
          codes: [...params.expected_return_code],
          log: params.log_path ?? null,
          timeLimit: time_limit,
        },
        changes: [
          change('product', state.related.length === 0 ? null : state.related.map(inWords).join(', '), title),
        ],
        undo: {
          action: 'restore',
          title: `uninstall ${title}${state.related.length === 0 ? '' : `, and install ${state.related.map(inWords).join(', ')} again`}`,
          args: { unwanted: productCode, wanted: [], properties: [], timeLimit: time_limit },
        },
        timeout: 2 * time_limit + 900,
      },
    ],
    warnings: lost.map(
      (product) =>
        `${inWords(product)} cannot be brought back once it is replaced: Windows Installer has no copy of its package`,
    ),
    // Which of the related ones stay is the package's own decision.
    ...(state.related.length > 0 || found === undefined || found === null
      ? {}
      : {
          expected: {
            ...state,
            product: { productCode, name, version, package: null, machine: true },
          },
        }),
  };
}

function uninstall(params: PackageParams, state: PackageState): Decision {
  const { product } = state;
  if (product === null) return { steps: [], expected: state };
  const title = inWords(product);
  const { productCode } = product;
  return {
    steps: [
      {
        action: 'uninstall',
        title: `uninstall ${title}`,
        args: {
          productCode,
          properties: [...params.arguments],
          codes: [...params.expected_return_code],
          log: params.log_path ?? null,
          timeLimit: params.time_limit,
        },
        changes: [change('product', title, null)],
        ...(product.package === null
          ? {}
          : {
              undo: {
                action: 'restore',
                title: `install ${title} again, with its own defaults`,
                args: { unwanted: null, wanted: [], properties: [], timeLimit: params.time_limit },
              },
            }),
        timeout: params.time_limit + 300,
      },
    ],
    warnings:
      product.package === null
        ? [`${title} cannot be brought back: Windows Installer has no copy of its package`]
        : [],
    expected: { ...state, product: null },
  };
}
