/**
 * The state of a file:
 *
 *     current           as it should be
 *     stale             as varai-gen once wrote it, but it would be written differently now
 *     mode              as it should be, but it has lost the bit that lets it run
 *     line-ends         as it should be, but with CRLF
 *     edited            varai-gen wrote it, somebody changed it
 *     missing           it is not there
 *     orphaned          varai-gen wrote it, and would not any more
 *     orphaned-edited   the same, and somebody changed it
 *     unmanaged         it is there, and varai-gen did not write it
 *     unsafe            a folder or a link stands in the way of a file that is to be written
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
