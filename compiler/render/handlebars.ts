import type Handlebars from "handlebars";
import runtime from "handlebars/runtime.js";

/** The Handlebars runtime without its compiler: built-in templates are precompiled. Its type declarations are empty. */
export const handlebars = runtime as unknown as Pick<typeof Handlebars, "create">;
