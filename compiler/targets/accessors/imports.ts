import type { AccessorLanguage } from "./modules.ts";

type Needs = Readonly<Record<string, boolean>>;

/** The imports of a module whose number depends on what it reads, sorted. Languages that are missing import the same always. */
export function importsOf(language: AccessorLanguage, has: Needs): readonly string[] {
  const needed = (imports: readonly (readonly [string, boolean])[]): readonly string[] =>
    imports.filter(([, isNeeded]) => isNeeded).map(([name]) => name);
  switch (language) {
    case "go":
      return needed(goImports(has));
    case "java":
      return needed(javaImports(has));
    case "dotnet":
      return needed(dotnetImports(has));
    case "python":
      return needed(pythonImports(has));
    default:
      return [];
  }
}

function pythonImports(has: Needs): readonly (readonly [string, boolean])[] {
  const typing = [
    ...(has.choice ? ["Literal"] : []),
    ...(has.ranged ? ["TypeVar"] : []),
    ...(has.choice ? ["cast"] : []),
  ];
  return [
    ["import logging", Boolean(has.level)],
    ["import os", true],
    ["import re", Boolean(has.form)],
    ["import sys", true],
    ["from collections.abc import Mapping", true],
    ["from dataclasses import dataclass", true],
    ["from datetime import timedelta", Boolean(has.duration)],
    [`from typing import ${typing.join(", ")}`, typing.length > 0],
  ];
}

function goImports(has: Needs): readonly (readonly [string, boolean])[] {
  const parses = Boolean(has.integer || has.number || has.duration || has.size);
  return [
    ["fmt", Boolean(has.secret)],
    ["log/slog", Boolean(has.level)],
    ["os", true],
    ["regexp", Boolean(has.form)],
    ["slices", Boolean(has.choice || has.list)],
    ["strconv", parses],
    ["strings", true],
    ["time", Boolean(has.duration)],
    ["unicode/utf8", true],
  ];
}

function javaImports(has: Needs): readonly (readonly [string, boolean])[] {
  return [
    ["java.io.IOException", true],
    ["java.nio.file.Files", true],
    ["java.nio.file.InvalidPathException", true],
    ["java.nio.file.Path", true],
    ["java.time.Duration", Boolean(has.duration)],
    ["java.util.ArrayList", true],
    ["java.util.List", true],
    ["java.util.Locale", Boolean(has.level)],
    ["java.util.Map", true],
    ["java.util.Optional", Boolean(has.optional)],
    ["java.util.stream.Stream", Boolean(has.list)],
  ];
}

function dotnetImports(has: Needs): readonly (readonly [string, boolean])[] {
  const parses = Boolean(has.integer || has.number || has.duration || has.size);
  return [
    ["System", true],
    ["System.Collections.Generic", true],
    ["System.Globalization", parses],
    ["System.IO", true],
    ["System.Linq", Boolean(has.choice || has.list)],
    ["System.Text", true],
    ["System.Text.RegularExpressions", Boolean(has.form)],
    ["Microsoft.Extensions.DependencyInjection", true],
    ["Microsoft.Extensions.Logging", Boolean(has.level)],
  ];
}
