import type Handlebars from "handlebars";
import runtime from "handlebars/runtime.js";

/** Handlebars without its compiler: built-in templates are compiled when varai-gen is built. Its types name no members. */
export const handlebars = runtime as unknown as Pick<typeof Handlebars, "create">;
