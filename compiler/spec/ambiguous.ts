/** What YAML 1.1 makes of plain scalars that YAML 1.2 reads differently (YAML 1.1 type repository: bool, int, timestamp). */
const readings: readonly (readonly [RegExp, string])[] = [
  [/^(y|Y|yes|Yes|YES|on|On|ON)$/, "the boolean true"],
  [/^(n|N|no|No|NO|off|Off|OFF)$/, "the boolean false"],
  [/^[-+]?0[0-7]+$/, "a number in base 8"],
  [/^[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/, "a number in base 60"],
  [/^[-+]?0b[01_]+$/, "a number in base 2"],
  [/^[-+]?[0-9]+_[0-9_]*$/, "a number"],
  [/^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?$/, "a date"],
];

/** What other YAML readers take a plain scalar for, or undefined when all agree. */
export function ambiguityOf(text: string): string | undefined {
  return readings.find(([pattern]) => pattern.test(text))?.[1];
}
