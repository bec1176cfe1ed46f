/** The tool could not do its work: wrong usage, or a disk that refuses. Ends with exit code 2 and no stack trace. */
export class Failure extends Error {
  /** What to do about it. */
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}

/** What an error of the operating system says, in words. */
export function describeSystemError(error: NodeJS.ErrnoException): string | undefined {
  const reasons: Readonly<Record<string, string>> = {
    EACCES: "permission denied",
    EBUSY: "it is in use",
    EEXIST: "something else is in its place",
    EDQUOT: "the disk quota is used up",
    EISDIR: "it is a folder",
    ELOOP: "a link leads to itself",
    EMFILE: "too many files are open",
    ENAMETOOLONG: "the path is too long",
    ENOENT: "it is not there any more",
    ENOSPC: "the disk is full",
    ENOTDIR: "a part of the path is not a folder",
    EPERM: "the operation is not permitted",
    EROFS: "the file system is read-only",
  };
  const reason = error.code === undefined ? undefined : reasons[error.code];
  // A file is written under another name first.
  const path = error.path?.replace(/([/\\])\.([^/\\]+)\.varai-gen-\d+$/, "$1$2");
  return reason === undefined ? undefined : `${path ?? "the output folder"}: ${reason}`;
}
