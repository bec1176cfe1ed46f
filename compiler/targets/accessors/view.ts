import type { Platform } from "../../model/platform.ts";
import { forms } from "../../model/value-type.ts";
import { importsOf } from "./imports.ts";
import type { AccessorModule, AccessorService } from "./modules.ts";
import { distinct, goName, pascal, wordsOf } from "./names.ts";
import { commandOf, goPackage, javaPackage } from "./packages.ts";
import { methodOf, readOf, type Style, styleOf } from "./style.ts";

/** The view of the templates of accessors. Each template prints what its language needs of it. */
export interface AccessorView {
  readonly specName: string;
  /** The services, as a phrase: `api and worker`. */
  readonly subject: string;
  readonly isSingle: boolean;
  /** The command that checks the environment of a container; empty where the program has to do it. */
  readonly command: string;
  /** The methods of the reader that are used. */
  readonly has: Readonly<Record<string, boolean>>;
  readonly forms: typeof forms;
  /** The type of numbers that have limits, in Python. */
  readonly ranged: string;
  readonly services: readonly ServiceView[];
  readonly imports: readonly string[];
  readonly package: string;
  readonly className: string;
  readonly namespace: string;
}

interface ServiceView {
  readonly name: string;
  /** The argument of the check that chooses the service; empty if it is the only one. */
  readonly argument: string;
  readonly typeName: string;
  /** The function that reads it, in Go. */
  readonly loader: string;
  /** Whether an entry precedes it. */
  readonly separated: boolean;
  /** Whether some variable has a description. */
  readonly hasDocs: boolean;
  readonly variables: readonly VariableView[];
}

interface VariableView {
  readonly name: string;
  readonly field: string;
  readonly type: string;
  readonly read: string;
  readonly docs: string;
  readonly isOptional: boolean;
  readonly separated: boolean;
  /** What follows the field in a list of parameters, and the expression in a list of arguments. */
  readonly end: string;
  readonly close: string;
}

/** What the template of a module prints. */
export function accessorView(platform: Platform, module: AccessorModule): AccessorView {
  const { language, path, services } = module;
  const isSingle = services.length === 1;
  const has = usesOf(services);
  const parts = path.split("/");
  const className = (parts.at(-1) ?? "").replace(/\.\w+$/, "");
  const names = distinct(services.map(({ name }) => typeNameOf(module, name, isSingle)));
  return {
    specName: platform.specName,
    subject: subjectOf(services.map(({ name }) => name)),
    isSingle,
    command: commandOf(module, isSingle),
    has,
    forms,
    ranged: "_Number",
    services: services.map((service, index) => serviceView(service, names[index] ?? "", { module, isSingle, index })),
    imports: importsOf(language, has),
    package: language === "go" ? goPackage(parts) : javaPackage(parts),
    className,
    namespace: `${pascal(wordsOf(platform.name))}.Configuration`,
  };
}

function serviceView(
  { name, variables }: AccessorService,
  typeName: string,
  { module, isSingle, index }: { readonly module: AccessorModule; readonly isSingle: boolean; readonly index: number },
): ServiceView {
  const style = styleOf(module.language);
  const reader = module.language === "go" ? "r" : "reader";
  const fields = distinct(variables.map((variable) => style.field(wordsOf(variable.name))));
  return {
    name,
    argument: isSingle ? "" : name,
    typeName,
    loader: isSingle ? "Load" : `Load${goName(wordsOf(name))}`,
    separated: index > 0,
    hasDocs: variables.some((variable) => docsOf(variable, style) !== ""),
    variables: variables.map((variable, place) => {
      const isLast = place === variables.length - 1;
      return {
        name: variable.name,
        field: fields[place] ?? "",
        ...typeAndRead(variable, style, reader),
        docs: docsOf(variable, style),
        isOptional: variable.isOptional,
        separated: place > 0,
        end: isLast ? ") {" : ",",
        close: isLast ? ");" : ",",
      };
    }),
  };
}

type Variable = AccessorService["variables"][number];

function typeAndRead(
  variable: Variable,
  style: Style,
  reader: string,
): { readonly type: string; readonly read: string } {
  const { type, isOptional, name } = variable;
  const isChoice = type !== undefined && type.choices.length > 0;
  const own = isChoice && style.choice ? style.choice(type.choices) : style.types[type?.kind ?? "secret"];
  const plain = readOf(variable, style, reader);
  const read = isChoice && style.cast ? style.cast(own, plain) : plain;
  if (!isOptional) return { type: own, read };
  return { type: style.optionalType(own), read: style.optionalRead(JSON.stringify(name), read) };
}

function docsOf({ description, type, isOptional }: Variable, style: Style): string {
  const sentences = [
    description,
    style.units[type?.kind ?? "string"] ?? "",
    isOptional ? "Not set in every environment." : "",
  ];
  return style.comment(
    sentences
      .filter((sentence) => sentence !== "")
      .join(" ")
      .replaceAll(/[\s\p{Cc}]+/gu, " ")
      .trim(),
  );
}

/** The names of the parts of a reader that services use. */
function usesOf(services: readonly AccessorService[]): AccessorView["has"] {
  const variables = services.flatMap((service) => service.variables);
  const methods = new Set(variables.map(methodOf));
  const uses = (...names: readonly string[]): boolean => names.some((name) => methods.has(name));
  const ranged = uses("integer", "number", "duration", "size", "list");
  const form = uses("matching", "integer", "number", "boolean", "duration", "size", "url", "level");
  const all = "matching choice integer number boolean duration size url list level secret".split(" ");
  return {
    ...Object.fromEntries(all.map((name) => [name, methods.has(name)])),
    ...{ ranged, form, rejected: ranged || form || uses("choice") },
    optional: variables.some(({ isOptional }) => isOptional),
  };
}

/** Names that mean something else in the module for Java, whose class is often called Config. */
const javaTypes =
  /^(ArrayList|Boolean|Config\w*|Double|Duration|Files|IOException|List|Locale|Long|Map|Optional|Override|Path|Reader|RuntimeException|Secret|Stream|String|System)$/;

function typeNameOf({ language }: AccessorModule, name: string, isSingle: boolean): string {
  const own = wordsOf(name);
  if (language === "java") return javaTypes.test(pascal(own)) ? `${pascal(own)}Service` : pascal(own);
  if (isSingle) return "Config";
  return `${language === "go" ? goName(own) : pascal(own)}Config`;
}

function subjectOf(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
