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
    EDQUOT: "the disk quota is used up",
    EISDIR: "it is a folder",
    ENOSPC: "the disk is full",
    ENOTDIR: "a part of the path is not a folder",
    EPERM: "the operation is not permitted",
    EROFS: "the file system is read-only",
  };
  const reason = error.code === undefined ? undefined : reasons[error.code];
  return reason === undefined ? undefined : `${error.path ?? "the output folder"}: ${reason}`;
}
