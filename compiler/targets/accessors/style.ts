import { quoteDouble } from "../../literals/yaml.ts";
import { rangeOf, type ValueKind, type ValueType } from "../../model/value-type.ts";
import type { AccessorLanguage } from "./modules.ts";
import { camel, goName, pascal, snake, unreserved } from "./names.ts";
import type { ProgramVariable } from "./variables.ts";

/** How a language writes the parts of an accessor. */
export interface Style {
  /** The name of a field for the words of a variable. */
  readonly field: (words: readonly string[]) => string;
  /** The type of values of each kind. */
  readonly types: Readonly<Record<ValueKind | "secret", string>>;
  /** The type of one of some strings; missing: `string`. */
  readonly choice?: (choices: readonly string[]) => string;
  /** The arguments for some strings. Default: an argument each. */
  readonly choices?: (choices: string) => string;
  /** The method of the reader for each kind, where it is not called after the kind. */
  readonly method: (name: string) => string;
  /** The type of a variable that is not set in every environment, and how it is read. */
  readonly optionalType: (type: string) => string;
  readonly optionalRead: (name: string, read: string) => string;
  /** Turns the result of `choice` into the type. */
  readonly cast?: (type: string, read: string) => string;
  /** A number as a limit; missing: as it is. */
  readonly limit?: (number: string, kind: ValueKind) => string;
  /** The text of a comment on a field. */
  readonly comment: (text: string) => string;
  /** A sentence about the unit of durations and sizes, where the type does not tell. */
  readonly units: Readonly<Partial<Record<ValueKind, string>>>;
}

const strings = { string: "string", url: "string" };

const typescript: Style = {
  field: (words) => unreserved(camel(words), "constructor"),
  types: {
    ...strings,
    ...{ integer: "number", number: "number", boolean: "boolean", duration: "number", size: "number" },
    ...{ list: "readonly string[]", level: '"debug" | "info" | "warn" | "error"', secret: "Secret" },
  },
  choice: (choices) => choices.map(quoteDouble).join(" | "),
  choices: (choices) => `[${choices}]`,
  method: (name) => name,
  optionalType: (type) => `${type} | undefined`,
  optionalRead: (name, read) => `reader.has(${name}) ? ${read} : undefined`,
  comment: (text) => text.replaceAll("*/", "* /"),
  units: { duration: "In milliseconds.", size: "In bytes." },
};

const python: Style = {
  field: (words) => unreserved(snake(words), pythonReserved),
  types: {
    ...{
      string: "str",
      url: "str",
      integer: "int",
      number: "float",
      boolean: "bool",
      duration: "timedelta",
      size: "int",
    },
    ...{ list: "tuple[str, ...]", level: "int", secret: "Secret" },
  },
  choice: (choices) => `Literal[${choices.map(quoteDouble).join(", ")}]`,
  method: (name) => name,
  optionalType: (type) => `${type} | None`,
  optionalRead: (name, read) => `${read} if reader.has(${name}) else None`,
  cast: (type, read) => `cast(${quoteDouble(type.replaceAll('"', "'"))}, ${read})`,
  comment: (text) => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"'),
  units: { size: "In bytes.", level: "A level of the module logging." },
};

/** Keywords (https://docs.python.org/3/reference/lexical_analysis.html#keywords), and names that the module uses. */
const pythonReserved =
  "and as assert async await bool break class continue def del elif else except finally float for from global if import in int is lambda load nonlocal not or pass raise return str try tuple timedelta while with yield";

const go: Style = {
  field: goName,
  types: {
    ...strings,
    ...{ integer: "int64", number: "float64", boolean: "bool", duration: "time.Duration", size: "int64" },
    ...{ list: "[]string", level: "slog.Level", secret: "Secret" },
  },
  method: (name) => name,
  optionalType: (type) => type,
  optionalRead: (_name, read) => read,
  limit: (number, kind) => (kind === "duration" && number !== "0" ? `${number}*time.Millisecond` : number),
  comment: (text) => text,
  units: { size: "In bytes." },
};

const java: Style = {
  field: (words) => unreserved(camel(words), javaReserved),
  types: {
    ...{ string: "String", url: "String", integer: "long", number: "double", boolean: "boolean", duration: "Duration" },
    ...{ size: "long", list: "List<String>", level: "System.Logger.Level", secret: "Secret" },
  },
  method: (name) => (name === "boolean" ? "bool" : name),
  optionalType: (type) => `Optional<${{ long: "Long", double: "Double", boolean: "Boolean" }[type] ?? type}>`,
  optionalRead: (name, read) => `reader.has(${name}) ? Optional.of(${read}) : Optional.empty()`,
  limit: (number) => (/^-?\d{10,}$/.test(number) ? `${number}L` : number),
  // The compiler reads escapes in comments as well.
  comment: (text) =>
    text.replaceAll("*/", "* /").replaceAll("\\", "&#92;").replaceAll("<", "&lt;").replaceAll("@", "&#64;"),
  units: { size: "In bytes." },
};

/** Keywords (JLS 3.9), and methods that a record already has. */
const javaReserved =
  "abstract assert boolean break byte case catch char class clone const continue default do double else enum equals extends false final finalize finally float for getClass goto hashCode if implements import instanceof int interface load long native new notify notifyAll null package private protected public return short static strictfp super switch synchronized this throw throws toString transient true try void volatile wait while";

const dotnet: Style = {
  field: (words) =>
    unreserved(pascal(words), "Config Equals GetHashCode GetType Load MemberwiseClone ReferenceEquals ToString"),
  types: {
    ...strings,
    ...{ integer: "long", number: "double", boolean: "bool", duration: "TimeSpan", size: "long" },
    ...{ list: "IReadOnlyList<string>", level: "LogLevel", secret: "Secret" },
  },
  method: (name) => pascal([name]),
  optionalType: (type) => `${type}?`,
  optionalRead: (name, read) => `reader.Has(${name}) ? ${read} : null`,
  comment: (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"),
  units: { size: "In bytes." },
};

const styles: Readonly<Record<AccessorLanguage, Style>> = { python, typescript, go, java, dotnet };

/** The style of a language. */
export function styleOf(language: AccessorLanguage): Style {
  return styles[language];
}

/** The method of the reader that reads a variable. */
export function methodOf({ type }: ProgramVariable): string {
  if (!type) return "secret";
  if (type.choices.length > 0) return "choice";
  return type.pattern ? "matching" : type.kind;
}

/** The expression that reads a variable: `reader.integer("WORKERS", "an integer from 1 to 64", 1, 64)`. */
export function readOf(variable: ProgramVariable, style: Style, reader: string): string {
  const { name, type } = variable;
  const method = methodOf(variable);
  const further = type && method !== "string" ? [quoteDouble(type.expected), ...argumentsOf(type, style)] : [];
  return `${reader}.${style.method(method)}(${[quoteDouble(name), ...further].join(", ")})`;
}

function argumentsOf(type: ValueType, style: Style): readonly string[] {
  const { kind, choices, pattern, min, max } = type;
  const quoted = choices.map(quoteDouble).join(", ");
  if (choices.length > 0) return [style.choices?.(quoted) ?? quoted];
  if (pattern) return [quoteDouble(pattern.source)];
  const range = rangeOf(kind);
  if (!range) return [];
  const limits = [min ?? range.min, max ?? range.max].map(String);
  return limits.map((limit) => style.limit?.(limit, kind) ?? limit);
}
