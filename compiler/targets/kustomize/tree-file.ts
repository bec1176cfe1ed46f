/** A file with an object, or with a patch. Its path is below the folder of its kustomization. */
export interface TreeFile {
  readonly path: string;
  readonly object: object;
}

/** A patch; without a target it names its object itself. */
export interface PatchFile extends TreeFile {
  /** Regular expressions of kinds and names; without a name, all objects of the kinds. */
  readonly target?: { readonly kind: string; readonly name?: string };
}
