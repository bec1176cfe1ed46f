/** Wrong usage or a failed file operation. Ends with exit code 2 and without a stack trace. */
export class Failure extends Error {
  /** What to do about it. */
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}

/** A description of an error of the operating system. */
export function describeSystemError(error: NodeJS.ErrnoException): string | undefined {
  const reasons: Readonly<Record<string, string>> = {
    EACCES: "permission denied",
    EBUSY: "the file is in use",
    EEXIST: "the path exists already",
    EDQUOT: "the disk quota is exceeded",
    EFBIG: "the file is larger than the system allows",
    EISDIR: "the path is a folder",
    ELOOP: "symbolic links form a loop",
    EMFILE: "too many files are open",
    ENAMETOOLONG: "the path is too long",
    ENOENT: "the file does not exist",
    ENOSPC: "the disk is full",
    ENOTDIR: "part of the path is not a folder",
    EPERM: "the operation is not permitted",
    EROFS: "the file system is read-only",
  };
  const reason = error.code === undefined ? undefined : reasons[error.code];
  // Files are written under a temporary name first.
  const path = error.path?.replace(/([/\\])\.([^/\\]+)\.varai-gen-\d+$/, "$1$2");
  return reason === undefined ? undefined : `${path ?? "the output folder"}: ${reason}`;
}
