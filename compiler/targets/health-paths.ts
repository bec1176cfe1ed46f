/** Paths that a list in a script can contain. */
export const plainPath = /^\/[\w./~?&=%+,:@-]*$/;
