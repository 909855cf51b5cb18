import type { Include, Included, Node } from '../../playbook/types.ts';
import type { HostState } from '../host/host-state.ts';
import type { Turn } from './turns.ts';

/** What hosts come to after the present task when nothing fails, the nearest first. */
export type Ahead =
  | {
      readonly kind: 'nodes';
      readonly nodes: readonly Node[];
      /** Index of the first that is still to come. */
      readonly from: number;
      readonly next: Ahead | undefined;
    }
  /** Handlers that are notified by then. */
  | { readonly kind: 'handlers'; readonly next: Ahead | undefined }
  /** The variables of an include's turn end; its further turns come. */
  | {
      readonly kind: 'turns';
      readonly include: Include;
      readonly turns: ReadonlyMap<HostState, readonly Turn[]>;
      readonly from: number;
      readonly loaded: ReadonlyMap<string, Included>;
      readonly next: Ahead | undefined;
    };
