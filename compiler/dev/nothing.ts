/** Stands for a module that is never used. */
export {};
