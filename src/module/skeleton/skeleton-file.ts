/** A file of a skeleton; its path is relative to the module's folder. */
export interface SkeletonFile {
  readonly path: string;
  readonly text: string;
}
