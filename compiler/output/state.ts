/**
 * The state of a file:
 *
 *     current           up to date
 *     stale             unchanged since varai-gen wrote it, but the generated content differs now
 *     mode              the content is right, but the executable bit is missing
 *     line-ends         the content is right, but has CRLF line endings
 *     edited            written by varai-gen and edited since
 *     missing           does not exist
 *     orphaned          written by varai-gen, but no longer generated
 *     orphaned-edited   written by varai-gen, no longer generated, and edited since
 *     unmanaged         exists, but was not written by varai-gen
 *     unsafe            a folder or a link is in its place
 */
export type State =
  | "current"
  | "stale"
  | "mode"
  | "line-ends"
  | "edited"
  | "missing"
  | "orphaned"
  | "orphaned-edited"
  | "unmanaged"
  | "unsafe";
